import type { SamlConnection } from '#contract/settings/connections/saml';
import { type Refusal, refuse } from '../app-error.ts';
import type { EpochMs } from '../brands.ts';
import { isDismissed, stagedAddresses, taking } from './absorb.ts';
import { returnedIn, trustingReturned } from './seen-certificates.ts';
import { type Addresses, addressesOf, digestOfAddresses, digestOfCertificates, type MetadataState } from './state.ts';

type Decided = { readonly ok: true; readonly state: MetadataState } | Refusal;

/** What an administrator said no to is remembered, for this many addresses. */
const maxDismissed = 100;

/** An administrator takes over the addresses, or trusts the returned certificates, of this digest, and no others. */
export function approved(connection: SamlConnection, state: MetadataState, digest: string, by: string, at: EpochMs): Decided {
  const returned = returnedIn(state);
  if (returned.length > 0 && digestOfCertificates(returned) === digest)
    return { ok: true, state: { ...state, ...trustingReturned(state) } };
  const staged = stagedAddresses(connection, state);
  if (staged === null && returned.length === 0) return refuse('metadata_nothing_staged', 'metadata.approve');
  if (staged === null || digestOfAddresses(staged) !== digest) return refuse('metadata_changed_meanwhile', 'metadata.approve');
  return { ok: true, state: withoutDismissal(taking(connection, state, staged, by, at), digest) };
}

/** An administrator does not want the addresses of this digest: they are not taken over, or not any more. */
export function dismissed(connection: SamlConnection, state: MetadataState, digest: string): Decided {
  const staged = stagedAddresses(connection, state);
  if (staged !== null && digestOfAddresses(staged) === digest) return { ok: true, state: withDismissal(connection, state, staged) };
  if (state.taken !== null && digestOfAddresses(state.taken) === digest)
    return { ok: true, state: { ...withDismissal(connection, state, state.taken), taken: null } };
  return refuse(staged === null && state.taken === null ? 'metadata_nothing_staged' : 'metadata_changed_meanwhile', 'metadata.dismiss');
}

function withDismissal(connection: SamlConnection, state: MetadataState, addresses: Addresses): MetadataState {
  if (isDismissed(state, addresses)) return state;
  const digests = [...(state.dismissed?.digests ?? []), digestOfAddresses(addresses)].slice(-maxDismissed);
  return { ...state, dismissed: { digests, beside: digestOfAddresses(addressesOf(connection)) } };
}

function withoutDismissal(state: MetadataState, digest: string): MetadataState {
  if (state.dismissed === null) return state;
  const digests = state.dismissed.digests.filter((each) => each !== digest);
  return { ...state, dismissed: digests.length === 0 ? null : { ...state.dismissed, digests } };
}
