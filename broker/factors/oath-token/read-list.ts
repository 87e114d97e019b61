/**
 * Lists of hardware tokens as makers deliver them: comma-separated values with a head line (Entra ID's columns among them), or
 * without one as `serial, secret, kind, digits, period or counter`. Pure; every line is read, also after one that is wrong.
 */
import { type CsvFault, type CsvLine, looksLikeFormula, readCsv } from '#contract/people/csv';
import type { SecretEncoding, TokenFile, TokenFileFault, TokenFileRefused, TokenProblem } from '../../domain/ports/token-pool.ts';
import { encodingOf, readSecret } from './secret-text.ts';
import { readSerial, secretBytes, type Token } from './token.ts';

export interface TokensRead {
  readonly ok: true;
  readonly format: 'csv' | 'pskc';
  readonly encoding: SecretEncoding;
  readonly tokens: readonly Token[];
  readonly problems: readonly { readonly line: number; readonly because: TokenProblem }[];
}

const columns = {
  serial: ['serial', 'serial number', 'serialnumber', 'serial no', 'token', 'token serial'],
  secret: ['secret', 'secret key', 'seed', 'key', 'secretkey'],
  kind: ['type', 'kind', 'token type', 'otp type'],
  algorithm: ['algorithm', 'hash', 'hash algorithm', 'hashlib'],
  digits: ['digits', 'otp length', 'otplen', 'length'],
  period: ['period', 'time interval', 'timeinterval', 'interval', 'timestep', 'time step'],
  counter: ['counter', 'initial counter'],
} as const;
type Column = keyof typeof columns;
const columnNames = Object.keys(columns) as readonly Column[];

/** Where each column stands; -1 where it does not. */
type Places = Readonly<Record<Column, number>>;
const headless: Places = { serial: 0, secret: 1, kind: 2, digits: 3, period: 4, counter: 4, algorithm: -1 };

const faults: Readonly<Record<CsvFault, TokenFileFault>> = {
  empty: 'empty',
  'too-large': 'too-large',
  'encoding-utf16': 'encoding',
  encoding: 'encoding',
  binary: 'binary',
  'quote-open': 'quotes',
  'quote-odd': 'quotes',
  'too-many-lines': 'too-many',
  'too-many-columns': 'quotes',
  'cell-too-long': 'quotes',
};

export function readTokenList({ text, encoding: told = null }: Pick<TokenFile, 'text' | 'encoding'>): TokensRead | TokenFileRefused {
  // What was no UTF-8 stands there as this sign; a wrong letter in a secret is a token that never works.
  if (text.includes('\ufffd')) return { ok: false, because: 'encoding', line: null };
  const read = readCsv(text.replace(/^\ufeff/, ''));
  if (!read.ok) return { ok: false, because: faults[read.fault], line: read.line };
  const [head, ...body] = read.lines;
  const named = head === undefined ? null : placesOf(head);
  if (named === 'no-secret') return { ok: false, because: 'no-secret-column', line: head?.line ?? null };
  const [places, lines] = named === null ? [headless, read.lines] : [named, body];
  if (lines.length === 0) return { ok: false, because: 'empty', line: null };

  const encoding = told ?? encodingOf(lines.map(({ cells }) => cells[places.secret] ?? ''));
  if (encoding === 'ambiguous') return { ok: false, because: 'which-encoding', line: null };
  const tokens: Token[] = [];
  const problems: { line: number; because: TokenProblem }[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    const token = tokenOf(line, places, encoding);
    const problem = typeof token === 'string' ? token : seen.has(token.serial) ? 'twice' : null;
    if (problem !== null) problems.push({ line: line.line, because: problem });
    else if (typeof token !== 'string') {
      seen.add(token.serial);
      tokens.push(token);
    }
  }
  return { ok: true, format: 'csv', encoding: encoding ?? 'hex', tokens, problems };
}

/** Of a line that names the columns; null for one that is a token already. */
function placesOf({ cells }: CsvLine): Places | 'no-secret' | null {
  const names = cells.map((cell) => cell.toLowerCase());
  const place = (column: Column) => names.findIndex((name) => (columns[column] as readonly string[]).includes(name));
  const places = Object.fromEntries(columnNames.map((column) => [column, place(column)])) as Places;
  if (places.serial === -1) return null;
  return places.secret === -1 ? 'no-secret' : places;
}

function tokenOf({ cells }: CsvLine, places: Places, encoding: SecretEncoding | null): Token | TokenProblem {
  const cell = (column: Column) => (places[column] === -1 ? '' : (cells[places[column]] ?? ''));
  if (cells.length < 2) return 'columns';
  // A secret may begin with a plus sign, in base64; what is none of its encoding is refused below.
  if (cells.some((text, at) => at !== places.secret && looksLikeFormula(text))) return 'formula';
  const serial = readSerial(cell('serial'));
  if (serial === null) return 'serial';
  const secret = encoding === null ? null : readSecret(cell('secret'), encoding);
  if (secret === null) return 'secret';
  const kind = readKind(cell('kind'), places.counter !== -1 && places.period === -1);
  if (kind === null) return 'kind';
  // Without a head one column is the period or the counter, whichever the token has.
  const [period, counter] = [cell('period'), cell('counter')];
  return finishToken({ serial, secret, kind, algorithm: cell('algorithm'), digits: cell('digits'), period, counter });
}

function readKind(text: string, hasCounter: boolean): Token['kind'] | null {
  switch (text.toLowerCase()) {
    case '':
      return hasCounter ? 'hotp' : 'totp';
    case 'totp':
    case 'time':
      return 'totp';
    case 'hotp':
    case 'event':
      return 'hotp';
    default:
      return null;
  }
}

interface Loose {
  readonly serial: string;
  readonly secret: Uint8Array;
  readonly kind: Token['kind'];
  readonly algorithm: string;
  readonly digits: string;
  readonly period: string;
  readonly counter: string;
}

/** Checks what a list and a key container have in common. Empty texts stand for what most tokens have. */
export function finishToken({ serial, secret, kind, ...texts }: Loose): Token | TokenProblem {
  if (secret.length < secretBytes.least || secret.length > secretBytes.most) return 'secret-length';
  const algorithm = texts.algorithm.toLowerCase().replace(/^hmac-?|[-_ ]/g, '');
  if (!isAlgorithm(algorithm)) return 'algorithm';
  const digits = texts.digits === '' ? 6 : Number(texts.digits);
  if (digits !== 6 && digits !== 8) return 'digits';
  const shared = { serial, secret, algorithm: algorithm === '' ? ('sha1' as const) : algorithm, digits } as const;
  if (kind === 'hotp') {
    const counter = texts.counter === '' ? 0 : Number(texts.counter);
    return /^\d{0,15}$/.test(texts.counter) ? { ...shared, kind, counter } : 'counter';
  }
  const periodSeconds = texts.period === '' ? 30 : Number(texts.period.replace(/\s*s(ec(onds)?)?$/i, ''));
  return periodSeconds === 30 || periodSeconds === 60 ? { ...shared, kind, periodSeconds } : 'period';
}

const isAlgorithm = (text: string): text is Token['algorithm'] | '' => ['', 'sha1', 'sha256', 'sha512'].includes(text);
