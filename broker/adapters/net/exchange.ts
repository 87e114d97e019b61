import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { AppError } from '../../domain/app-error.ts';
import type { OutboundRequest } from '../../domain/ports/outbound.ts';
import { acceptedEncodings, decoderOf, tooLarge } from './body.ts';

/** An answer as it came, still in its content coding. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Uint8Array;
  readonly decode: ReturnType<typeof decoderOf>;
}

/** Answers without a body may still name a content coding (RFC 9110, 15.3.5 and 15.4.5). */
const bodiless = new Set([204, 205, 304]);

/**
 * One request over the pool. It takes at most `timeoutMs`, finding the address and connecting included, and at most
 * `maxBytes`. It is spoken to undici's own handler: streams and signals for each answer cost more than the answer.
 */
export function exchange(
  pool: Dispatcher,
  request: OutboundRequest,
  limits: { readonly timeoutMs: number; readonly maxBytes: number },
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const { origin, pathname, search } = new URL(request.url);
    const chunks: Uint8Array[] = [];
    let size = 0;
    let head: Omit<Received, 'content'> | null = null;
    let running: Dispatcher.DispatchController | null = null;
    let stopped: Error | null = null;

    const done = () => {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', giveUp);
    };
    const stop = (reason: Error) => {
      if (stopped !== null) return;
      stopped = reason;
      done();
      running?.abort(reason);
      reject(reason);
    };
    const giveUp = () => stop(new AppError('outbound_failed', { details: { because: 'outbound.given-up' } }));
    const timer = setTimeout(() => stop(new AppError('outbound_timeout')), limits.timeoutMs);
    request.signal?.addEventListener('abort', giveUp, { once: true });
    if (request.signal?.aborted) return giveUp();

    const headers = { 'accept-encoding': acceptedEncodings, ...request.headers };
    pool.dispatch(
      { origin, path: `${pathname}${search}`, method: request.method, headers, body: request.body ?? null },
      {
        onRequestStart(controller) {
          running = controller;
          // Stopped while it waited for its connection.
          if (stopped !== null) controller.abort(stopped);
        },
        onResponseStart(_controller, status, received) {
          if (status < 200) return;
          try {
            head = headOf(status, received);
          } catch (error) {
            stop(error as AppError);
          }
        },
        onResponseData(_controller, chunk) {
          size += chunk.length;
          if (size > limits.maxBytes) stop(tooLarge(limits.maxBytes));
          else chunks.push(chunk);
        },
        onResponseEnd() {
          done();
          if (head === null) stop(new AppError('outbound_failed', { details: { because: 'outbound.no-answer' } }));
          else resolve({ ...head, content: new Uint8Array(Buffer.concat(chunks)) });
        },
        onResponseError: (_controller, error) => stop(error),
      },
    );
  });
}

/** Throws `outbound_failed` for a content coding that was not offered. */
function headOf(status: number, received: IncomingHttpHeaders): Omit<Received, 'content'> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(received))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  const empty = bodiless.has(status) || headers['content-length'] === '0';
  return { status, headers, decode: empty ? null : decoderOf(headers['content-encoding']) };
}
