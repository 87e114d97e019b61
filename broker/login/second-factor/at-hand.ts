import { mailboxOf } from '../../domain/mailbox.ts';
import type { FactorAtHand } from '../../domain/next-step.ts';
import type { PartyTerms } from '../../domain/party.ts';
import type { FactorKind, FactorScene } from '../../domain/ports/factor.ts';
import { subjectKeyOf } from '../../domain/subject-key.ts';
import type { Transaction } from '../../domain/transaction.ts';
import type { LoginDeps, Scene } from '../deps.ts';

type WithIdentity = Extract<Transaction, { state: 'identified' | 'challenged' }>;

/** What the methods get to know of this login, or of this visit to the security page. */
export async function factorSceneOf(
  deps: LoginDeps,
  { tenant, snapshot, visit }: Scene,
  { id, identity, expiresAt }: Pick<WithIdentity, 'id' | 'identity' | 'expiresAt'>,
  terms: Pick<PartyTerms, 'name'> | null,
): Promise<FactorScene> {
  const { connections, secondFactor, portal } = snapshot.settings;
  return {
    tenant,
    subject: await subjectKeyOf(deps.vault, tenant.id, identity),
    methods: secondFactor.methods,
    identity,
    mailbox: mailboxOf(connections, identity),
    visit,
    siteName: portal.name,
    entering: terms?.name ?? portal.name,
    occasion: id,
    until: expiresAt,
  };
}

/** What a person can show right now, best first. */
export async function factorsAtHand(deps: LoginDeps, at: FactorScene): Promise<FactorAtHand[]> {
  const now = deps.clock.now();
  const own = (await deps.storage.factors.list(at.tenant.id, at.subject)).filter(
    ({ state, expiresAt }) => state === 'active' && (expiresAt === null || expiresAt > now),
  );
  const found: FactorAtHand[] = [];
  for (const factor of deps.factors.byKind.values())
    if (factor.isOffered(at) && (await factor.isAtHand(at, own))) found.push({ kind: factor.kind, isOwn: factor.isOwn });
  return found;
}

/** What a person may set up, best first. Nobody whom no company vouches for and no account here has messages sent to a number. */
export async function enrollable(deps: LoginDeps, { snapshot }: Pick<Scene, 'snapshot'>, at: FactorScene): Promise<FactorKind[]> {
  const kinds = [...deps.factors.byKind.values()].filter((factor) => factor.enrol && factor.isOffered(at)).map(({ kind }) => kind);
  if (!kinds.includes('sms-code')) return kinds;
  const connection = snapshot.settings.connections.find(({ id }) => id === at.identity.connection);
  if (connection?.domains.mode !== 'any-unclaimed') return kinds;
  const isKnown = (await deps.storage.bindings.find(at.tenant.id, at.identity.connection, at.subject)) !== null;
  return isKnown ? kinds : kinds.filter((kind) => kind !== 'sms-code');
}
