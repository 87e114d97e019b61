/**
 * The one way out. Owns which places may be reached, how long an exchange may take and how much it may bring; what is
 * said and whether it is said twice is the caller's matter. It follows no redirect and asks no proxy.
 */
import { lookup as dnsLookup } from 'node:dns/promises';
import { Agent } from 'undici';
import { AppError } from '../../domain/app-error.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import { decoded } from './body.ts';
import { createGuardedConnector } from './connector.ts';
import { type OutboundMode, outboundExceptionsProblems } from './exceptions.ts';
import { exchange } from './exchange.ts';
import { createGuard, type Lookup, type ResolvedAddress, refused } from './guard.ts';

const defaultTimeoutMs = 5_000;
const defaultMaxBytes = 1024 * 1024;
const connectTimeoutMs = 5_000;
const connectionsPerOrigin = 32;

export interface OutboundOptions {
  /** Exact origins that may be http, on any port and at any address. */
  readonly allow: readonly string[];
  readonly mode: OutboundMode;
  /** The system's resolver unless told. */
  readonly lookup?: Lookup;
}

/** Throws `config_invalid` for exceptions that the mode does not allow. */
export function createOutbound(options: OutboundOptions): Outbound & { close(): Promise<void> } {
  const problems = outboundExceptionsProblems(options.allow, options.mode);
  if (problems.length > 0) throw new AppError('config_invalid', { problems });
  const guard = createGuard({ ...options, lookup: options.lookup ?? systemLookup });
  const agent = new Agent({
    connect: createGuardedConnector(guard, connectTimeoutMs),
    connections: connectionsPerOrigin,
    allowH2: false,
    keepAliveTimeout: 10_000,
  });

  return {
    refusalOf: guard.refusalOf,
    async send(request) {
      const refusal = guard.refusalOf(request.url);
      if (refusal !== null) throw refused(refusal);
      const maxBytes = request.maxBytes ?? defaultMaxBytes;
      try {
        const received = await exchange(agent, request, { timeoutMs: request.timeoutMs ?? defaultTimeoutMs, maxBytes });
        const { status, headers, content, decode } = received;
        return { status, headers, body: decode === null ? content : await decoded(decode, content, maxBytes) };
      } catch (error) {
        throw translated(error);
      }
    },
    close: () => agent.destroy(),
  };
}

async function systemLookup(hostname: string): Promise<readonly ResolvedAddress[]> {
  const found = await dnsLookup(hostname, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function translated(error: unknown): AppError {
  const known = appErrorIn(error);
  if (known !== null) return known;
  if (timeoutCodes.has(codeOf(error))) return new AppError('outbound_timeout', { cause: error });
  if (codeOf(error) === 'UND_ERR_HEADERS_OVERFLOW') return new AppError('outbound_too_large', { cause: error });
  return new AppError('outbound_failed', { cause: error, details: { because: codeOf(error) || 'outbound.unknown' } });
}

const timeoutCodes = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);

/** A refusal of the guard comes back through undici, sometimes as a cause. */
function appErrorIn(error: unknown): AppError | null {
  for (let each = error, depth = 0; typeof each === 'object' && each !== null && depth < 5; depth++) {
    if (each instanceof AppError) return each;
    each = 'cause' in each ? each.cause : null;
  }
  return null;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
