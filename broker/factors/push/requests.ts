/** Requests to a person's phones: how often they may be made, and what stands in them. */
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { ChallengeId } from '../../domain/brands.ts';
import { drawDigits } from '../../domain/digits.ts';
import { calledAs } from '../../domain/identity.ts';
import type { Elsewhere, FactorMemory, FactorScene } from '../../domain/ports/factor.ts';
import type { StoredChallenge } from '../../domain/ports/stores/challenge-store.ts';
import { subjectOf } from '../sealed-factor.ts';
import type { ChallengeSeal, SignInRequest } from './challenge-seal.ts';
import {
  answerKeptMs,
  countedBefore,
  oneSignIn,
  type PushDeps,
  requestRow,
  requestsInRow,
  requestsPerWindow,
  requestWindowMs,
  stopMs,
} from './deps.ts';
import type { Phones } from './phones.ts';

export const requestOver = refuse('request_over', 'push.no-open-request');

/** What a request that somebody waits for has come to. */
type Standing =
  | { readonly state: 'waiting' | 'approved'; readonly row: StoredChallenge; readonly request: SignInRequest }
  | { readonly state: 'over'; readonly refusal: Refusal };

export function createRequests(deps: PushDeps, phones: Phones, challengeSeal: ChallengeSeal) {
  const { storage, vault, clock } = deps;

  /** Null where another request may be made now. */
  async function refusalOf(scene: FactorScene): Promise<Refusal | null> {
    const { tenant, subject } = subjectOf(scene);
    const now = clock.now();
    const { disownedAt } = await storage.requests.find(tenant, subject);
    if (disownedAt !== null && now - disownedAt < stopMs) return refuse('requests_stopped', 'push.disowned-lately');
    const locked = ((await storage.factors.findSubject(tenant, subject))?.lockedUntil ?? 0) > now;
    return locked ? refuse('second_factor_locked', 'factor.locked') : null;
  }

  /** Counts a request before it is made, by the window and in a row. */
  async function count(scene: FactorScene): Promise<Refusal | null> {
    const { tenant, subject } = subjectOf(scene);
    const now = clock.now();
    const pauseMs = (made: number) => (made >= requestsPerWindow ? requestWindowMs : 0);
    const rule = { keepMs: requestWindowMs + 60_000, pauseMs };
    if ((await storage.rates.hitInRow(requestRow(tenant, subject), rule, now)) === null)
      return refuse('request_too_often', 'push.three-in-ten-minutes');
    if (await storage.requests.count(tenant, subject, requestsInRow, now)) return null;
    // A factor that nobody can guess forgives no failures, but its row says when it was shown.
    const { lastAt } = await storage.requests.find(tenant, subject);
    const used = (await storage.factors.list(tenant, subject)).some(
      ({ state, lastUsedAt }) => state === 'active' && lastUsedAt !== null && lastUsedAt > (lastAt ?? 0),
    );
    if (!used) return refuse('request_too_often', 'push.five-in-a-row');
    await storage.requests.endRow(tenant, subject);
    return (await storage.requests.count(tenant, subject, requestsInRow, now)) ? null : refuse('request_too_often', 'push.five-in-a-row');
  }

  /** What the request that this memory speaks of has come to. */
  async function standing(scene: FactorScene, { challenge }: FactorMemory): Promise<Standing> {
    const over = (refusal: Refusal): Standing => ({ state: 'over', refusal });
    const { tenant, subject } = subjectOf(scene);
    const row = challenge === undefined ? null : await storage.challenges.find(tenant, challenge as ChallengeId);
    if (row === null || row.subject !== subject) return over(requestOver);
    const request = await challengeSeal.signIn(row);
    const now = clock.now();
    if (request === null || now >= row.expiresAt) return over(requestOver);
    // Said after this one was made: it ends this one too, whoever approved it.
    const { disownedAt } = await storage.requests.find(tenant, subject);
    if (disownedAt !== null && disownedAt >= row.createdAt) return over(refuse('login_disowned', 'push.disowned'));
    if (row.state === 'denied') return over(refuse('request_denied', 'push.denied'));
    if (row.state === 'approved') return { state: 'approved', row, request };
    return row.state === 'open' && now < request.until ? { state: 'waiting', row, request } : over(requestOver);
  }

  return {
    refusalOf,
    /** Opens a request in the place of any other of this person, and wakes the phones. */
    async open(scene: FactorScene): Promise<{ readonly ok: true; readonly memory: FactorMemory } | Refusal> {
      const refused = (await refusalOf(scene)) ?? (await count(scene));
      if (refused !== null) return refused;
      const { tenant, subject } = subjectOf(scene);
      const now = clock.now();
      const { seconds } = scene.methods.push;
      const until = Math.min(now + seconds * 1000, scene.until);
      const id = deps.random.token(16) as ChallengeId;
      const number = drawDigits(deps.random, 6);
      const { identity, visit } = scene;
      const request: SignInRequest = {
        purpose: 'sign-in',
        until,
        site: scene.siteName,
        entering: scene.entering,
        address: visit.address,
        agent: visit.agent,
        country: deps.places.placeOf(visit.address)?.country ?? null,
        mail: scene.mailbox?.address ?? null,
        person: calledAs(identity),
        device: null,
      };
      await storage.challenges.open({
        tenant,
        id,
        subject,
        kind: 'push',
        occasion: oneSignIn,
        state: 'open',
        codeHash: await vault.fingerprint(tenant, 'phone', ['number', id, number]),
        sealed: await challengeSeal.seal({ tenant, id, subject }, request),
        misses: 0,
        createdAt: now,
        expiresAt: until + answerKeptMs,
      });
      // Whether it reaches a phone is not waited for: nobody's sign-in page is to hang on somebody else's service.
      void phones.wake(tenant, subject, { challenge: id, ttlSeconds: seconds }).catch(() => undefined);
      return { ok: true, memory: { challenge: id, number } };
    },
    standing,
    async elsewhere(scene: FactorScene, memory: FactorMemory): Promise<Elsewhere> {
      const found = await standing(scene, memory);
      if (found.state === 'over') return found.refusal;
      return found.state === 'approved' ? 'answered' : 'waiting';
    },
    async drop(scene: FactorScene, { challenge }: FactorMemory): Promise<void> {
      if (challenge === undefined) return;
      const change = { to: 'ended', codeHash: null, missLimit: countedBefore } as const;
      await storage.challenges.settle(scene.tenant.id, challenge as ChallengeId, change, clock.now());
    },
  };
}
