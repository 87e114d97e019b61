import { type MethodKind, methodKinds } from '#contract/settings/methods';
import { isEnough, type Strength } from '#contract/settings/policy/strength';

/**
 * What each method proves at most. Codes by e-mail are no second factor to NIST, those by SMS a restricted one (SP 800-63B-4,
 * 3.1.3); recovery codes and passes are for getting back to a better method; only keys bound to our host withstand a
 * copied sign-in page (3.2.5).
 */
export const methodStrength: Readonly<Record<MethodKind, Strength>> = {
  webauthn: 'phishing-resistant',
  push: 'strong',
  totp: 'strong',
  'oath-token': 'strong',
  'yubico-otp': 'strong',
  'sms-code': 'any',
  'email-code': 'any',
  'recovery-code': 'any',
  'temporary-pass': 'any',
};

/** Recovery codes and passes come on top of something: nobody has them alone, and none of them for long. */
export const onTop: readonly MethodKind[] = ['recovery-code', 'temporary-pass'];

/** The methods by which people can prove this much, best first. */
export function methodsProving(strength: Strength): readonly MethodKind[] {
  return methodKinds.filter((kind) => !onTop.includes(kind) && isEnough(methodStrength[kind], strength));
}
