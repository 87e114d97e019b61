/** Which code of a hardware token was typed (RFC 4226, RFC 6238). Pure. */
import { createGuardrails, generateSync } from 'otplib';
import type { EpochMs } from '../../domain/brands.ts';
import { sameText } from '../../domain/same-text.ts';
import { secretBytes, type Token } from './token.ts';

/** How far a token has counted, as the pool knows it. */
export interface Counted {
  readonly position: number;
  readonly drift: number;
  readonly awaited: number | null;
}

type Reached = Pick<Counted, 'position' | 'drift'>;

export type CodeVerdict =
  | ({ readonly kind: 'fits' } & Reached)
  /** It is one of the token's, but so far off that the code after it has to be seen as well. */
  | { readonly kind: 'far'; readonly awaited: number }
  | { readonly kind: 'used' }
  | { readonly kind: 'wrong' };

/** How far off a code may be; RFC 4226, 7.4 and RFC 6238, 6 leave it to us. */
const reach = {
  /** Presses of the button that nobody entered. */
  hotpAhead: 10,
  /** With the code after it. */
  hotpFar: 100,
  /** Steps before and after what the token showed when it was used last. */
  totpAround: 2,
  totpFar: 10,
  /** Steps that may pass between a code that was far off and the one after it. */
  totpPatience: 2,
} as const;

const guardrails = createGuardrails({ MIN_SECRET_BYTES: secretBytes.least, MAX_SECRET_BYTES: secretBytes.most });

/** The code of one counter or time step. */
export function codeOf({ secret, algorithm, digits }: Pick<Token, 'secret' | 'algorithm' | 'digits'>, counter: number): string {
  return generateSync({ strategy: 'hotp', secret, algorithm, digits, counter, guardrails });
}

/** What a single code says. It counts only once its position was stored in one conditional statement. */
export function judgeCode(token: Token, counted: Counted, code: string, now: EpochMs): CodeVerdict {
  if (code.length !== token.digits) return { kind: 'wrong' };
  const { near, far, used, patience } = rangesOf(token, counted, now);
  const { awaited } = counted;
  const drift = (at: number) => driftOf(token, at, now);
  const at = search(token, code, near) ?? (awaited === null ? null : search(token, code, within(far, awaited, awaited + patience)));
  if (at !== null) return { kind: 'fits', position: at + 1, drift: drift(at) };
  const ahead = search(token, code, far);
  if (ahead !== null) return { kind: 'far', awaited: ahead + 1 };
  return search(token, code, used) === null ? { kind: 'wrong' } : { kind: 'used' };
}

/** Two codes, one right after the other, of a token that may have counted far or stood in a drawer for years. Null when they are not. */
export function judgePair(token: Token, counted: Counted, first: string, second: string, now: EpochMs): Reached | null {
  if (first.length !== token.digits || second.length !== token.digits) return null;
  const { far } = rangesOf(token, counted, now);
  for (let at = far.from; at <= far.to; at += 1)
    if (sameText(codeOf(token, at), first) && sameText(codeOf(token, at + 1), second))
      return { position: at + 2, drift: driftOf(token, at + 1, now) };
  return null;
}

/** Both ends included; empty where `from` is greater. */
interface Range {
  readonly from: number;
  readonly to: number;
}

interface Ranges {
  readonly near: Range;
  readonly far: Range;
  /** Where codes lie that were used already, or might have been: only said, never let in. */
  readonly used: Range;
  readonly patience: number;
}

function rangesOf(token: Token, { position, drift }: Counted, now: EpochMs): Ranges {
  if (token.kind === 'hotp')
    return {
      near: { from: position, to: position + reach.hotpAhead },
      far: { from: position, to: position + reach.hotpFar },
      used: { from: Math.max(0, position - 1), to: position - 1 },
      patience: 0,
    };
  const middle = stepAt(token, now) + drift;
  return {
    near: { from: Math.max(position, middle - reach.totpAround), to: middle + reach.totpAround },
    far: { from: Math.max(position, middle - reach.totpFar), to: middle + reach.totpFar },
    used: { from: middle - reach.totpAround, to: position - 1 },
    patience: reach.totpPatience,
  };
}

function within({ from, to }: Range, least: number, most: number): Range {
  return { from: Math.max(from, least), to: Math.min(to, most) };
}

function search(token: Token, code: string, { from, to }: Range): number | null {
  for (let at = from; at <= to; at += 1) if (sameText(codeOf(token, at), code)) return at;
  return null;
}

function stepAt({ periodSeconds }: Extract<Token, { kind: 'totp' }>, now: EpochMs): number {
  return Math.floor(now / 1000 / periodSeconds);
}

function driftOf(token: Token, at: number, now: EpochMs): number {
  return token.kind === 'hotp' ? 0 : at - stepAt(token, now);
}
