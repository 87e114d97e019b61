import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { OtpValidation, OtpVerdict } from '../../domain/ports/otp-validation.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { YubicoSettings } from '../../domain/senders.ts';
import { queryOf, verdictOf } from './protocol.ts';

export interface OtpValidationDeps {
  readonly outbound: Outbound;
  /** The operator's: nobody else names a server. */
  readonly settings: YubicoSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

const maxAnswerBytes = 16 * 1024;
const timeoutMs = 5_000;
/** Servers that are asked for one code: somebody waits. */
const mostServers = 3;

/** Asks YubiCloud, or the servers that the operator runs. */
export function createOtpValidation(deps: OtpValidationDeps): OtpValidation {
  const { outbound, clock, random, log } = deps;
  const { servers, clientId } = deps.settings;
  const secret = Buffer.from(deps.settings.secret.reveal(), 'base64');

  /** Throws what the outbound adapter throws. */
  async function ask(server: string, otp: string): Promise<OtpVerdict> {
    // New for every server: an answer of one is none of another.
    const question = { clientId, otp, nonce: Buffer.from(random.bytes(16)).toString('hex') };
    const { status, body } = await outbound.send({
      method: 'GET',
      url: `${server}?${queryOf(question, secret)}`,
      timeoutMs,
      maxBytes: maxAnswerBytes,
    });
    if (status !== 200) return { valid: false, because: 'unavailable' };
    return verdictOf(Buffer.from(body).toString(), question, secret, clock.now());
  }

  return {
    async validate({ text }) {
      let last: OtpVerdict = { valid: false, because: 'unavailable' };
      for (const server of servers.slice(0, mostServers)) {
        try {
          last = await ask(server, text);
          // A server that cannot be believed says nothing; what one says that can be is the last word.
          if (last.valid || last.because === 'bad' || last.because === 'replayed') return last;
          log.warn('otp-not-validated', { because: last.because, host: new URL(server).host });
        } catch (error) {
          log.warn('otp-not-validated', { because: codeOf(error), host: new URL(server).host });
        }
      }
      return last;
    },
  };
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : 'otp.failed';
}
