/** Yubico's validation protocol 2.0, as text: what is asked, and what an answer says. Pure. */
import { createHmac } from 'node:crypto';
import type { EpochMs } from '../../domain/brands.ts';
import type { OtpVerdict } from '../../domain/ports/otp-validation.ts';
import { sameText } from '../../domain/same-text.ts';

export interface Question {
  readonly clientId: string;
  readonly otp: string;
  /** 16 to 40 letters and digits, new for each question. */
  readonly nonce: string;
}

/** An answer is read only if it was written this close to now; servers keep UTC. */
const mostSkewMs = 10 * 60_000;

/** The query of a question: sorted, with its signature. Values are letters, digits and modhex, so nothing needs encoding but the signature. */
export function queryOf({ clientId, otp, nonce }: Question, secret: Uint8Array): string {
  const fields = new Map([
    ['id', clientId],
    ['nonce', nonce],
    ['otp', otp],
  ]);
  const signature = signatureOf(fields, secret);
  return new URLSearchParams([...fields, ['h', signature]]).toString();
}

/** What an answer to this question says. `untrusted` for one that is not whole, not signed, or an answer to another question. */
export function verdictOf(answer: string, question: Question, secret: Uint8Array, now: EpochMs): OtpVerdict {
  const fields = fieldsOf(answer);
  const signature = fields?.get('h');
  if (fields === null || signature === undefined) return no('untrusted');
  // What a server refuses before it knows us it cannot sign with our key.
  if (!isSigned(fields, signature, secret)) return unsigned.has(fields.get('status') ?? '') ? no('not-allowed') : no('untrusted');
  const status = fields.get('status') ?? '';
  const refused = Object.hasOwn(refusals, status) ? refusals[status] : undefined;
  if (refused !== undefined) return no(refused);
  if (status !== 'OK' || fields.get('otp') !== question.otp || fields.get('nonce') !== question.nonce) return no('untrusted');
  const writtenAt = timeOf(fields.get('t') ?? '');
  return writtenAt === null || Math.abs(now - writtenAt) > mostSkewMs ? no('untrusted') : { valid: true };
}

type Refused = Extract<OtpVerdict, { valid: false }>['because'];

const no = (because: Refused): OtpVerdict => ({ valid: false, because });

/** Every status but OK. A question is never asked twice with one nonce, so REPLAYED_REQUEST means that somebody else asked it. */
const refusals: Readonly<Record<string, Refused>> = {
  BAD_OTP: 'bad',
  REPLAYED_OTP: 'replayed',
  DELAYED_OTP: 'replayed',
  REPLAYED_REQUEST: 'replayed',
  BAD_SIGNATURE: 'not-allowed',
  MISSING_PARAMETER: 'not-allowed',
  NO_SUCH_CLIENT: 'not-allowed',
  OPERATION_NOT_ALLOWED: 'not-allowed',
  BACKEND_ERROR: 'unavailable',
  NOT_ENOUGH_ANSWERS: 'unavailable',
};
const unsigned = new Set(['NO_SUCH_CLIENT', 'BAD_SIGNATURE', 'MISSING_PARAMETER', 'OPERATION_NOT_ALLOWED']);

/** `name=value` lines; values may have equal signs. Null when a name is there twice or a line is none. */
function fieldsOf(answer: string): ReadonlyMap<string, string> | null {
  const fields = new Map<string, string>();
  for (const line of answer.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const [, name, value] = /^([a-z]+)=(.*)$/.exec(line.trim()) ?? [];
    if (name === undefined || value === undefined || fields.has(name)) return null;
    fields.set(name, value);
  }
  return fields;
}

/** The text is compared, not the bytes: base64 can be written in more than one way. */
function isSigned(fields: ReadonlyMap<string, string>, signature: string, secret: Uint8Array): boolean {
  const rest = new Map([...fields].filter(([name]) => name !== 'h'));
  return sameText(signature, signatureOf(rest, secret));
}

/** HMAC-SHA-1 over the sorted `name=value`, joined with ampersands and not encoded; base64. */
function signatureOf(fields: ReadonlyMap<string, string>, secret: Uint8Array): string {
  const text = [...fields]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');
  return createHmac('sha1', secret).update(text).digest('base64');
}

/** `2008-11-21T06:11:55Z0711`: the last four digits are milliseconds. */
function timeOf(text: string): EpochMs | null {
  const [, time] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z\d{1,4}$/.exec(text) ?? [];
  const at = time === undefined ? Number.NaN : Date.parse(`${time}Z`);
  return Number.isNaN(at) ? null : at;
}
