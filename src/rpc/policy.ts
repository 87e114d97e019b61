import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Overview } from '#contract/rpc/admin';
import { ApplicationName } from '#contract/rpc/second-factor';
import { PolicySettings } from '#contract/settings/policy';
import type { Settings } from '#contract/settings/snapshot';
import { fault } from '../fault';
import { readPart } from '../storage/contents';
import type { Caller } from './caller';
import { parsePayload } from './parse';
import { save } from './save';

const closed = { additionalProperties: false } as const;
const expectRevision = Type.Integer({ minimum: 0 });
const SaveRequest = Type.Object({ expectRevision, policy: PolicySettings }, closed);
const UndoRequest = Type.Object({ expectRevision }, closed);
const SwitchRequest = Type.Object({ expectRevision, application: ApplicationName, required: Type.Boolean() }, closed);

/** `policy.save`: who is asked for a second factor. */
export async function savePolicy(payload: unknown, caller: Caller): Promise<Overview> {
  const { expectRevision, policy } = parsePayload(SaveRequest, payload);
  return save(expectRevision, caller, ({ settings }) => ({ settings: { ...settings, policy } }));
}

/** `policy.undo`: the policy before the present one. What it names may be gone by now; then it is refused like any other. */
export async function undoPolicy(payload: unknown, caller: Caller): Promise<Overview> {
  const { expectRevision } = parsePayload(UndoRequest, payload);
  return save(expectRevision, caller, async ({ settings, record }) => {
    if (record?.policyBefore === undefined) throw fault('settings_changed_meanwhile');
    const policy: unknown = JSON.parse((await readPart(record.policyBefore.part)).content);
    if (!Value.Check(PolicySettings, policy)) throw fault('settings_changed_meanwhile');
    return { settings: { ...settings, policy } };
  });
}

/** `policy.switch`: off is the rule "nobody" for this application alone; on is the policy of the tenant. */
export async function switchPolicy(payload: unknown, caller: Caller): Promise<Overview> {
  const { expectRevision, application, required } = parsePayload(SwitchRequest, payload);
  const policy = required ? null : ({ preset: 'nobody' } as const);
  return save(expectRevision, caller, ({ settings }) => ({ settings: withPolicyOf(settings, application, policy) }));
}

function withPolicyOf(settings: Settings, application: string, policy: PolicySettings | null): Settings {
  if (application === 'portal') return { ...settings, portal: { ...settings.portal, policy } };
  if (!settings.parties.some(({ id }) => id === application)) throw fault('party_unknown');
  return { ...settings, parties: settings.parties.map((party) => (party.id === application ? { ...party, policy } : party)) };
}
