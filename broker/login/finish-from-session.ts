import { refuse } from '../domain/app-error.ts';
import type { PartyTerms } from '../domain/party.ts';
import { withStep } from '../domain/trace.ts';
import type { Transaction } from '../domain/transaction.ts';
import { admittedBy, boundAccount, withAdmission } from './admitted.ts';
import type { CurrentSession } from './current-session.ts';
import type { LoginDeps, Scene } from './deps.ts';
import { storedEntry } from './entries.ts';
import { type LoginReply, refusedIn } from './reply.ts';

/**
 * Answers from a session that has proven enough already. No step is passed, so no token changes and two windows may do it
 * at once; the account is looked at again all the same. Nothing is held here: the answer names a session, and whoever is
 * given it opens nothing once that session has ended (`insertPortal`).
 */
export async function finishFromSession(
  deps: LoginDeps,
  scene: Scene,
  transaction: Extract<Transaction, { state: 'identified' | 'challenged' }>,
  terms: PartyTerms,
  current: CurrentSession,
): Promise<LoginReply> {
  const { tenant } = scene;
  const { session } = current;
  const { request } = transaction;
  const { identity, assurance } = session;
  const admitted = await admittedBy(deps, scene, identity, terms);
  if (admitted?.ok === false) return refusedIn(transaction, admitted, 'admission');
  const bound = boundAccount(terms, admitted);
  if (bound !== null && session.accountId !== null && bound.accountId !== session.accountId) {
    // An admin linked the person to another account since: the old session must not speak for either.
    await deps.sessions.end(tenant.id, session.id);
    return refusedIn(transaction, refuse('login_expired', 'session.account-changed'), 'admission');
  }
  const trace = withStep(withAdmission(deps, transaction, admitted), deps.clock.now(), 'issue', {
    because: `reached:${assurance.strength}`,
  });
  const { connection, id } = session;
  const signIn = deps.signIns.prepare({ tenant: tenant.id, connection, party: request.party, share: session.subject, trace });
  const { supportCode } = signIn;
  const answered = await deps.relying.answer(scene, request, { identity, account: admitted, assurance, supportCode, sessionIndex: id });
  if (!answered.ok) return refusedIn(transaction, answered, 'admission');
  // A session from an application without accounts gets the person's account when one is first asked for.
  if (bound !== null && session.accountId === null && !(await deps.sessions.nameAccount(tenant.id, session.id, bound.accountId)))
    return refusedIn(transaction, refuse('login_expired', 'session.account-race'), 'admission');
  const entry = answered.entry && (await storedEntry(deps.vault, tenant, id, answered.entry));
  const lives = await deps.storage.atomically(async (stores) => {
    // Whoever could not be told of its end must not be let in by a session that has just ended.
    if (entry !== null && !(await stores.entries.put(entry))) return false;
    await stores.sessions.touch(tenant.id, id, deps.clock.now());
    await signIn.write(stores);
    return true;
  });
  if (!lives) return refusedIn(transaction, refuse('login_signed_out_meanwhile', 'session.ended-meanwhile'), 'admission');
  return { kind: 'answer', answer: answered.answer, change: {} };
}
