import type { MetadataStatus } from '#contract/rpc/lifecycle';
import type { Connection } from '#contract/settings/connection';
import type { EpochMs } from '../brands.ts';
import { stagedAddresses } from './absorb.ts';
import { differenceOf } from './difference.ts';
import { returnedIn } from './seen-certificates.ts';
import { digestOfAddresses, digestOfCertificates, type MetadataState } from './state.ts';

/** A state as an administrator sees it. */
export function statusOf(connection: Connection, state: MetadataState, nextAt: EpochMs): MetadataStatus {
  const staged = connection.protocol === 'saml' ? stagedAddresses(connection, state) : null;
  const { taken } = state;
  const returned = returnedIn(state);
  return {
    connection: connection.id,
    fetchedAt: state.fetchedAt,
    nextAt,
    validUntil: state.published?.kind === 'saml' ? state.published.validUntil : null,
    fault: state.fault,
    changes: differenceOf(connection, state),
    staged: staged && digestOfAddresses(staged),
    returned: returned.length === 0 ? null : digestOfCertificates(returned),
    taken: taken && { digest: digestOfAddresses(taken), at: taken.at, by: taken.by },
  };
}
