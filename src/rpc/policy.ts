import { Type } from 'typebox';
import type { Overview } from '#contract/rpc/admin';
import { PolicySettings } from '#contract/settings/policy';
import type { Caller } from './caller';
import { parsePayload } from './parse';
import { save } from './save';

const SaveRequest = Type.Object({ expectRevision: Type.Integer({ minimum: 0 }), policy: PolicySettings }, { additionalProperties: false });

/** `policy.save`: who is asked for a second factor. */
export async function savePolicy(payload: unknown, caller: Caller): Promise<Overview> {
  const { expectRevision, policy } = parsePayload(SaveRequest, payload);
  return save(expectRevision, caller, ({ settings }) => ({ settings: { ...settings, policy } }));
}
