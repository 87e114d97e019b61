/** The pages of the second factor: what they show. Nothing here knows how a factor works. */
import { rulesOf } from '#contract/presets/policies';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { EpochMs, TransactionId } from '../../domain/brands.ts';
import { calledAs } from '../../domain/identity.ts';
import { termsOf } from '../../domain/party.ts';
import { takesRemembered } from '../../domain/policy/browsers.ts';
import type { Elsewhere, FactorKind } from '../../domain/ports/factor.ts';
import type { EnrolmentOffer, Prompt } from '../../domain/ports/factor-pages.ts';
import type { LoginDeps, Scene } from '../deps.ts';
import type { BrowserJar } from '../reply.ts';
import { factorOf } from './begin.ts';
import { type Challenged, openChallenged } from './opened.ts';

export type SecondFactorView =
  | {
      readonly kind: 'use';
      readonly method: FactorKind;
      readonly others: readonly FactorKind[];
      readonly person: string;
      /** Null where it could not be asked for. */
      readonly prompt: Prompt | null;
      readonly problem: Refusal | null;
      /** How long the person may ask not to be asked again in this browser; null where not at all. */
      readonly rememberDays: number | null;
    }
  | {
      readonly kind: 'enrol';
      readonly method: FactorKind;
      readonly others: readonly FactorKind[];
      readonly person: string;
      /** Null where it took too long: the person may begin again. */
      readonly offer: EnrolmentOffer | null;
      readonly later: EpochMs | null;
    }
  | { readonly kind: 'choose'; readonly methods: readonly FactorKind[]; readonly person: string; readonly later: EpochMs | null }
  | { readonly kind: 'show-recovery-codes'; readonly codes: readonly string[]; readonly person: string };

export interface StepPage {
  readonly ok: true;
  readonly view: SecondFactorView;
  readonly connection: string;
  /** The cookie key that the form's token hangs on. */
  readonly key: string;
  /** Names the step in the form's token. */
  readonly step: string;
  readonly expiresAt: EpochMs;
}

/** What the page of the present step shows; asking changes nothing. */
export async function showStep(deps: LoginDeps, scene: Scene, id: TransactionId, jar: BrowserJar): Promise<StepPage | Refusal> {
  const opened = await openChallenged(deps, scene, id, jar);
  if (!opened.ok) return opened;
  const { transaction, key, at } = opened;
  const { challenge, connection, expiresAt } = transaction;
  const page = { ok: true as const, connection, key, step: stepName(transaction), expiresAt };
  const person = calledAs(transaction.identity);
  switch (challenge.kind) {
    case 'show-recovery-codes':
      return { ...page, view: { kind: 'show-recovery-codes', codes: challenge.codes, person } };
    case 'choose':
      return { ...page, view: { kind: 'choose', methods: challenge.methods, later: challenge.later, person } };
    case 'use': {
      const { method, others, memory } = challenge;
      const prompt = await factorOf(deps, method).use.prompt(at, memory);
      const problem = challenge.problem ?? (prompt === null ? refuse('second_factor_gone', 'challenge.gone') : null);
      return {
        ...page,
        view: { kind: 'use', method, others, person, prompt, problem, rememberDays: rememberDaysOf(scene, transaction, method) },
      };
    }
    case 'enrol': {
      const { method, others, memory, later } = challenge;
      const offer = (await factorOf(deps, method).enrol?.offer(at, memory)) ?? null;
      return { ...page, view: { kind: 'enrol', method, others, offer, later, person } };
    }
    default:
      return challenge satisfies never;
  }
}

/** What became of a challenge that is answered on another device, for a page that waits; null where there is none. */
export async function elsewhere(deps: LoginDeps, scene: Scene, id: TransactionId, jar: BrowserJar): Promise<Elsewhere | null> {
  const opened = await openChallenged(deps, scene, id, jar);
  if (!opened.ok) return opened;
  const { transaction, at } = opened;
  const { challenge } = transaction;
  if (challenge.kind !== 'use' && challenge.kind !== 'enrol') return null;
  const factor = factorOf(deps, challenge.method);
  const ask = challenge.kind === 'use' ? factor.use.elsewhere : factor.enrol?.elsewhere;
  return ask ? ask(at, challenge.memory) : null;
}

/** Only where some rule of this application takes a remembered browser. */
function rememberDaysOf({ tenant, snapshot: { settings } }: Scene, { request }: Challenged, method: FactorKind): number | null {
  // What stands in for a lost factor is good for one sign-in.
  if (method === 'recovery-code' || method === 'temporary-pass') return null;
  const terms = termsOf(tenant, settings, request.party);
  const { rememberDays } = settings.secondFactor;
  return rememberDays > 0 && terms !== null && takesRemembered(rulesOf(terms.policy)) ? rememberDays : null;
}

function stepName(transaction: Challenged): string {
  return `${transaction.id}.${transaction.challenge.kind}`;
}
