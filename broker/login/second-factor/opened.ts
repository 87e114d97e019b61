import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { TransactionId } from '../../domain/brands.ts';
import { termsOf } from '../../domain/party.ts';
import type { FactorScene } from '../../domain/ports/factor.ts';
import { type Transaction, transactionLifetimeMs } from '../../domain/transaction.ts';
import type { LoginDeps, Scene } from '../deps.ts';
import type { BrowserJar } from '../reply.ts';
import { voidedSince } from '../voided.ts';
import { factorSceneOf } from './at-hand.ts';

export type Challenged = Extract<Transaction, { state: 'challenged' }>;

export interface OpenChallenge {
  readonly ok: true;
  readonly transaction: Challenged;
  /** The cookie key that opened it. */
  readonly key: string;
  readonly at: FactorScene;
}

/** The second factor that this browser is being asked for, opened with its cookie. */
export async function openChallenged(deps: LoginDeps, scene: Scene, id: TransactionId, jar: BrowserJar): Promise<OpenChallenge | Refusal> {
  const opened = await deps.transactions.open(scene.tenant, id, jar);
  if (!opened.ok) return opened;
  const { transaction, key } = opened;
  if (transaction.state !== 'challenged') return refuse('login_wrong_step', `second-factor.${transaction.state}`);
  const terms = termsOf(scene.tenant, scene.snapshot.settings, transaction.request.party);
  const at = await factorSceneOf(deps, scene, transaction, terms);
  const voided = await voidedSince(
    deps.storage,
    { tenant: at.tenant.id, subject: at.subject },
    transaction.expiresAt - transactionLifetimeMs,
  );
  if (voided !== null) return voided;
  return { ok: true, transaction, key, at };
}
