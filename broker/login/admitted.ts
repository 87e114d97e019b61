import type { Identity } from '../domain/identity.ts';
import type { PartyTerms } from '../domain/party.ts';
import type { Admitted } from '../domain/ports/admission.ts';
import { withStep } from '../domain/trace.ts';
import type { Transaction } from '../domain/transaction.ts';
import type { LoginDeps, Scene } from './deps.ts';

/** The account with which somebody enters, or why not; null where the application needs none. */
export async function admittedBy(deps: LoginDeps, { snapshot }: Scene, identity: Identity, terms: PartyTerms) {
  const { needsAccount, whom, tellsAddress } = terms;
  return needsAccount ? deps.admission.admit({ snapshot, identity, whom, tellsAddress }) : null;
}

/** The account that the session is named by. One of the organization is for the application alone: with it nobody enters the portal. */
export function boundAccount({ whom }: PartyTerms, admitted: Admitted | null): Admitted | null {
  return whom === 'customers' ? admitted : null;
}

/** The trace with what admission said; the same where it was not asked. */
export function withAdmission(deps: LoginDeps, { trace }: Transaction, admitted: Admitted | null) {
  return admitted === null ? trace : withStep(trace, deps.clock.now(), 'admission', { because: admitted.because });
}
