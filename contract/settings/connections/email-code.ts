import { type Static, Type } from 'typebox';
import { connectionBase } from '#contract/settings/connections/base';

const { id, preset, name, enabled, domains } = connectionBase;

/** For people without a company provider: a code sent to their address proves that they read it. */
export const EmailCodeConnection = Type.Object(
  { id, protocol: Type.Literal('email-code', { description: 'A code by e-mail, no provider.' }), preset, name, enabled, domains },
  { additionalProperties: false },
);
export type EmailCodeConnection = Static<typeof EmailCodeConnection>;
