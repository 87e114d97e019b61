/** Tokens of a key container (RFC 6030): the MAC is checked first, then the secret is decrypted, then the token is looked at. */
import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyContainer, ReadKeyContainer } from '../../domain/ports/key-containers.ts';
import type { TokenFile, TokenFileFault, TokenFileRefused, TokenProblem } from '../../domain/ports/token-pool.ts';
import { finishToken, type TokensRead } from './read-list.ts';
import { readSerial, type Token } from './token.ts';

/** More than any list of values has. */
const mostKeys = 20_000;
const mostTextLength = 40_000_000;
/** Longer derivations than this are somebody's joke. */
const mostIterations = 5_000_000;
const derive = promisify(pbkdf2);

type PackagedKey = KeyContainer['keys'][number];
type Encrypted = Extract<NonNullable<PackagedKey['secret']>, { kind: 'encrypted' }>['value'];

/** The keys that open a container; the second is null where its MAC is not known here. */
interface Opening {
  readonly key: Uint8Array;
  readonly mac: { readonly hash: string; readonly key: Uint8Array } | null;
}

export async function readTokenContainer(
  { text, password = null, key = null }: TokenFile,
  read: ReadKeyContainer,
): Promise<TokensRead | TokenFileRefused> {
  const no = (because: TokenFileFault): TokenFileRefused => ({ ok: false, because, line: null });
  if (text.length > mostTextLength) return no('too-large');
  const container = read(text);
  if (!container.ok) return no(container.because);
  if (container.keys.length === 0) return no('empty');
  if (container.keys.length > mostKeys) return no('too-many');
  const opening = await openingOf(container, { password, key });
  if (typeof opening === 'string') return no(opening);

  const tokens: Token[] = [];
  const problems: { line: number; because: TokenProblem }[] = [];
  const seen = new Set<string>();
  for (const [index, packaged] of container.keys.entries()) {
    const token = tokenOf(packaged, opening);
    const problem = typeof token === 'string' ? token : seen.has(token.serial) ? 'twice' : null;
    if (problem !== null) problems.push({ line: index + 1, because: problem });
    else if (typeof token !== 'string') {
      seen.add(token.serial);
      tokens.push(token);
    }
  }
  // One key whose MAC is wrong was damaged; of all of them, it is the password that is.
  if (opening !== null && tokens.length === 0 && problems.every(({ because }) => because === 'mac')) return no('wrong-password');
  return { ok: true, format: 'pskc', encoding: 'base64', tokens, problems };
}

async function openingOf(
  { encryption, mac }: KeyContainer,
  given: { readonly password: string | null; readonly key: Uint8Array | null },
): Promise<Opening | null | TokenFileFault> {
  if (encryption === null) return null;
  if (encryption.kind === 'other') return 'encryption';
  if (encryption.kind === 'key' && given.key === null) return 'needs-key';
  if (encryption.kind === 'password' && given.password === null) return 'needs-password';
  if (encryption.kind === 'password' && (encryption.iterations < 1 || encryption.iterations > mostIterations)) return 'encryption';
  if (encryption.kind === 'password' && ![16, 24, 32].includes(encryption.keyBytes)) return 'encryption';
  const key =
    encryption.kind === 'key'
      ? (given.key ?? new Uint8Array())
      : new Uint8Array(await derive(given.password ?? '', encryption.salt, encryption.iterations, encryption.keyBytes, encryption.hash));
  if (mac === null || mac.hash === null) return { key, mac: null };
  const macKey = mac.key === null ? key : decrypted(mac.key, key);
  return macKey === null ? 'wrong-password' : { key, mac: { hash: mac.hash, key: macKey } };
}

function tokenOf({ kind, secret, serial: number, ...key }: PackagedKey, opening: Opening | null): Token | TokenProblem {
  if (kind === null || !key.isPlainOtp) return 'unsupported';
  const serial = readSerial(number);
  if (serial === null) return 'serial';
  const bytes = secretOf(secret, opening);
  if (typeof bytes === 'string') return bytes;
  return finishToken({ serial, secret: bytes, kind, algorithm: key.hash, digits: key.digits, period: key.period, counter: key.counter });
}

function secretOf(secret: PackagedKey['secret'], opening: Opening | null): Uint8Array | TokenProblem {
  if (secret === null) return 'secret';
  if (secret.kind === 'plain') return secret.bytes;
  if (opening === null || secret.value.cipher === null) return 'unsupported';
  // CBC without a MAC proves nothing, so a value that has none is not decrypted at all (RFC 6030, 6.1.1).
  if (opening.mac === null || secret.mac === null) return 'mac';
  const expected = createHmac(opening.mac.hash, opening.mac.key).update(secret.value.bytes).digest();
  if (expected.length !== secret.mac.length || !timingSafeEqual(expected, secret.mac)) return 'mac';
  return decrypted(secret.value, opening.key) ?? 'decryption';
}

/** Null when the key is none of this cipher, or what comes out is not padded as it must be (XML Encryption 1.1, 5.2). */
function decrypted({ cipher, bytes }: Encrypted, key: Uint8Array): Uint8Array | null {
  if (cipher === null || key.length * 8 !== Number(cipher.slice(4, 7)) || bytes.length < 32 || bytes.length % 16 !== 0) return null;
  const decipher = createDecipheriv(cipher, key, bytes.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
  const padding = plain.at(-1) ?? 0;
  return padding < 1 || padding > 16 ? null : new Uint8Array(plain.subarray(0, plain.length - padding));
}
