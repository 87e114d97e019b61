/** What phones sign, character by character; the page of the phone writes the same texts. */
import type { EpochMs } from './brands.ts';
import type { PhoneDecision } from './ports/phone-desk.ts';

/** How far a phone's clock may be off. */
export const clockSkewMs = 5 * 60_000;

/** That the key is the phone's: over the code that it was given and the key's thumbprint (RFC 7638). */
export function pairingText({ origin, code, thumbprint }: { origin: string; code: string; thumbprint: string }): string {
  return ['v1', 'pair', origin, code, thumbprint].join('|');
}

/** What both sides show as six digits. */
export function checkText({ code, thumbprint }: { code: string; thumbprint: string }): string {
  return ['v1', 'check', code, thumbprint].join('|');
}

/** A question of a phone. The nonce counts once. */
export function callText(call: { origin: string; device: string; time: EpochMs; nonce: string; body: string }): string {
  return ['v1', 'look', call.origin, call.device, call.time, call.nonce, call.body].join('|');
}

/** The answer to a request. */
export function answerText(answer: { challenge: string; number: string; decision: PhoneDecision; origin: string; time: EpochMs }): string {
  return ['v1', answer.challenge, answer.number, answer.decision, answer.origin, answer.time].join('|');
}
