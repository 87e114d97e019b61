import { type Static, Type } from 'typebox';
import { Country, IsoDate } from '#contract/settings/common';
import { oneOf } from '#contract/settings/words';

const closed = { additionalProperties: false } as const;

/** Every way to prove a second factor, best first: the order in which a person is asked. */
export const methodKinds = [
  'webauthn',
  'push',
  'totp',
  'oath-token',
  'yubico-otp',
  'sms-code',
  'email-code',
  'recovery-code',
  'temporary-pass',
] as const;
export const MethodKind = oneOf(...methodKinds);
export type MethodKind = (typeof methodKinds)[number];

export function isMethodKind(text: string): text is MethodKind {
  return (methodKinds as readonly string[]).includes(text);
}

const enabled = Type.Boolean({ description: 'May people use it, and set it up?' });
const whole = (minimum: number, maximum: number, description: string) => Type.Integer({ minimum, maximum, description });

/** What each method may do. Bounds are those of NIST SP 800-63B-4 and OWASP ASVS 5.0, chapter 6; looser ones cannot be written. */
export const Methods = Type.Object(
  {
    webauthn: Type.Object(
      {
        enabled,
        passkeys: Type.Boolean({ description: 'Also keys that a phone or a password manager keeps and copies between devices.' }),
        userVerification: Type.Union([Type.Literal('preferred'), Type.Literal('required')], {
          description: 'required: the key asks for a PIN or a finger. Keys that know U2F alone cannot.',
        }),
        onlyModels: Type.Union(
          [
            Type.Array(Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }), { minItems: 1, maxItems: 200 }),
            Type.Null(),
          ],
          {
            description: 'Only these models by AAGUID, proven by attestation against metadata that the operator loaded; null: any.',
          },
        ),
      },
      { ...closed, description: 'Security keys and passkeys (WebAuthn).' },
    ),
    push: Type.Object(
      { enabled, seconds: whole(60, 300, 'How long a request waits.') },
      { ...closed, description: 'A request on a phone, answered by typing the six digits of the sign-in page.' },
    ),
    totp: Type.Object(
      {
        enabled,
        drift: Type.Union([Type.Literal('none'), Type.Literal('previous'), Type.Literal('both')], {
          description: 'Codes of the present 30 seconds only, also of those before, or of those before and after.',
        }),
      },
      { ...closed, description: 'Authenticator app (RFC 6238).' },
    ),
    'oath-token': Type.Object({ enabled }, { ...closed, description: 'Hardware tokens that show codes, imported by an administrator.' }),
    'yubico-otp': Type.Object({ enabled }, { ...closed, description: 'The long code that a YubiKey types (Yubico OTP).' }),
    'sms-code': Type.Object(
      {
        enabled,
        digits: whole(6, 8, 'Digits of a code.'),
        minutes: whole(2, 10, 'How long a code counts.'),
        countries: Type.Array(Country, { maxItems: 60, uniqueItems: true, description: 'Countries whose numbers get messages.' }),
        perDay: whole(1, 100_000, 'Messages a day at most; administrators are told at 80 %.'),
        endsOn: Type.Union([IsoDate, Type.Null()], { description: 'From this day on nobody is offered it any more; null: no end.' }),
      },
      { ...closed, description: 'A code by SMS.' },
    ),
    'email-code': Type.Object(
      { enabled, minutes: whole(2, 10, 'How long a code counts.') },
      { ...closed, description: 'A code by e-mail, to the address that the company asserts. Weak: never more than `any`.' },
    ),
    'recovery-code': Type.Object(
      {
        enabled,
        replaceUsed: Type.Boolean({
          description:
            'Whoever has used one gets a new one in its place at once (NIST SP 800-63B-4, 4.2.1.1). Otherwise ten are made when all are used up.',
        }),
      },
      { ...closed, description: 'Ten codes to keep, each good once.' },
    ),
    'temporary-pass': Type.Object({ enabled }, { ...closed, description: 'A pass that an administrator issues for an hour.' }),
  },
  { ...closed, description: 'What each method may do.' },
);
export type Methods = Static<typeof Methods>;

export const recommendedMethods: Methods = {
  webauthn: { enabled: true, passkeys: true, userVerification: 'preferred', onlyModels: null },
  push: { enabled: true, seconds: 120 },
  totp: { enabled: true, drift: 'previous' },
  'oath-token': { enabled: false },
  'yubico-otp': { enabled: false },
  'sms-code': { enabled: false, digits: 6, minutes: 5, countries: [], perDay: 200, endsOn: null },
  'email-code': { enabled: false, minutes: 10 },
  'recovery-code': { enabled: true, replaceUsed: false },
  'temporary-pass': { enabled: true },
};
