/** A validation server (Yubico's validation protocol 2.0) that knows software keys, and checks all that the real one does. */
import { createDecipheriv, createHmac } from 'node:crypto';
import type { Receiver, WireRequest } from '../wire.ts';
import type { SoftwareKey } from './key.ts';

export interface ValidationClient {
  readonly id: string;
  /** The API key, base64. */
  readonly secret: string;
}

export interface SandboxValidation {
  readonly receive: Receiver;
  readonly asked: readonly string[];
  add(key: SoftwareKey): void;
  /** The next answers have this status, whatever was asked. */
  answerNext(status: string, times?: number): void;
}

const path = '/wsapi/2.0/verify';
const modhex = 'cbdefghijklnrtuv';

interface Known {
  readonly key: SoftwareKey;
  last: number;
}

export function createSandboxValidation(wish: { client: ValidationClient; now?: () => number }): SandboxValidation {
  const now = wish.now ?? Date.now;
  const keys = new Map<string, Known>();
  const nonces = new Set<string>();
  const planned: string[] = [];
  const asked: string[] = [];
  const secret = Buffer.from(wish.client.secret, 'base64');

  const sign = (fields: readonly (readonly [string, string])[]) =>
    createHmac('sha1', secret)
      .update(
        [...fields]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, value]) => `${name}=${value}`)
          .join('&'),
      )
      .digest('base64');

  function statusOf(fields: ReadonlyMap<string, string>): string {
    const [id, otp = '', nonce = '', h] = ['id', 'otp', 'nonce', 'h'].map((name) => fields.get(name));
    if (id === undefined || otp === '' || !/^[A-Za-z0-9]{16,40}$/.test(nonce)) return 'MISSING_PARAMETER';
    if (id !== wish.client.id) return 'NO_SUCH_CLIENT';
    if (h !== sign([...fields].filter(([name]) => name !== 'h'))) return 'BAD_SIGNATURE';
    const plan = planned.shift();
    if (plan !== undefined) return plan;
    if (nonces.has(`${otp} ${nonce}`)) return 'REPLAYED_REQUEST';
    nonces.add(`${otp} ${nonce}`);
    const known = keys.get(otp.slice(0, -32));
    const at = known === undefined ? null : positionOf(otp, known.key);
    if (known === undefined || at === null) return 'BAD_OTP';
    if (at <= known.last) return 'REPLAYED_OTP';
    known.last = at;
    return 'OK';
  }

  function answer({ query }: WireRequest): string {
    const fields = new Map(new URLSearchParams(query));
    asked.push(fields.get('otp') ?? '');
    const status = statusOf(fields);
    const told: (readonly [string, string])[] = [
      ['t', new Date(now()).toISOString().replace(/\.(\d{3})Z$/, 'Z0$1')],
      ['otp', fields.get('otp') ?? ''],
      ['nonce', fields.get('nonce') ?? ''],
      ...(status === 'OK' ? [['sl', '100'] as const] : []),
      ['status', status],
    ];
    return `${[['h', sign(told)] as const, ...told].map(([name, value]) => `${name}=${value}`).join('\r\n')}\r\n\r\n`;
  }

  return {
    asked,
    add: (key) => void keys.set(key.publicId, { key, last: -1 }),
    answerNext(status, times = 1) {
      for (let each = 0; each < times; each += 1) planned.push(status);
    },
    receive: async (request) => (request.method === 'GET' && request.path === path ? { status: 200, body: answer(request) } : null),
  };
}

/** Which code of the key this is, counted up; null when it is none. */
function positionOf(otp: string, { aesKey, privateId }: SoftwareKey): number | null {
  const signs = otp.slice(-32);
  if (!/^[cbdefghijklnrtuv]{32}$/.test(signs)) return null;
  const hex = Array.from(signs, (sign) => modhex.indexOf(sign).toString(16)).join('');
  const decipher = createDecipheriv('aes-128-ecb', aesKey, null).setAutoPadding(false);
  const block = Buffer.concat([decipher.update(Buffer.from(hex, 'hex')), decipher.final()]);
  return block.toString('hex', 0, 6) === privateId ? block.readUInt16LE(6) * 256 + block.readUInt8(11) : null;
}
