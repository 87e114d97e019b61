import { Type } from 'typebox';
import type { Overview } from '#contract/rpc/admin';
import { PortalSettings } from '#contract/settings/portal';
import type { Caller } from './caller';
import { parsePayload } from './parse';
import { save } from './save';

const SaveRequest = Type.Object({ expectRevision: Type.Integer({ minimum: 0 }), portal: PortalSettings }, { additionalProperties: false });

/** `portal.save`: name, colour and contact of the help centre, and where people are sent to sign in. */
export async function savePortal(payload: unknown, caller: Caller): Promise<Overview> {
  const { expectRevision, portal } = parsePayload(SaveRequest, payload);
  return save(expectRevision, caller, ({ settings }) => ({ settings: { ...settings, portal } }));
}
