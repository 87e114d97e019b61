import type { SamlConnection } from '#contract/settings/connections/saml';
import { type Refusal, refuse } from '../app-error.ts';
import type { EpochMs } from '../brands.ts';
import { stagedAddresses, taking } from './absorb.ts';
import { digestOfAddresses, type MetadataState } from './state.ts';

type Decided = { readonly ok: true; readonly state: MetadataState } | Refusal;

/** An administrator takes over the addresses of this digest, and no others. */
export function approved(connection: SamlConnection, state: MetadataState, digest: string, by: string, at: EpochMs): Decided {
  const staged = stagedAddresses(connection, state);
  if (staged === null) return refuse('metadata_nothing_staged', 'metadata.approve');
  if (digestOfAddresses(staged) !== digest) return refuse('metadata_changed_meanwhile', 'metadata.approve');
  return { ok: true, state: taking(connection, state, staged, by, at) };
}

/** An administrator does not want the addresses of this digest: they are not taken over, or not any more. */
export function dismissed(connection: SamlConnection, state: MetadataState, digest: string): Decided {
  const staged = stagedAddresses(connection, state);
  if (staged !== null && digestOfAddresses(staged) === digest) return { ok: true, state: { ...state, dismissed: digest } };
  if (state.taken !== null && digestOfAddresses(state.taken) === digest)
    return { ok: true, state: { ...state, taken: null, dismissed: digest } };
  return refuse(staged === null && state.taken === null ? 'metadata_nothing_staged' : 'metadata_changed_meanwhile', 'metadata.dismiss');
}
