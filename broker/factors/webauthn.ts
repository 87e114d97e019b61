/**
 * Security keys and passkeys (WebAuthn 3). Owns what is kept of a key, its challenges and its counter; who is asked, and what
 * follows, is the login's matter. The protocol itself is in `webauthn/`, the only folder that knows the library.
 */
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { FactorId } from '../domain/brands.ts';
import { calledAs } from '../domain/identity.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Factor, FactorScene } from '../domain/ports/factor.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Notices } from '../domain/ports/notices.ts';
import type { Random } from '../domain/ports/random.ts';
import type { ChallengeStore } from '../domain/ports/stores/challenge-store.ts';
import type { FactorStore, StoredFactor } from '../domain/ports/stores/factor-store.ts';
import { type FactorSeal, labelOf } from './sealed-factor.ts';
import { assertedIn, createdIn } from './webauthn/answer.ts';
import { createKeyChallenges } from './webauthn/challenges.ts';
import { type Credential, credentialOf, dataOf, unacceptable } from './webauthn/credential.ts';
import type { Models } from './webauthn/models.ts';

// The library takes a tenth of a second and 27 MB: a broker whose people use no keys does without.
const making = () => import('./webauthn/register.ts');
const using = () => import('./webauthn/assert.ts');

/** More than anybody carries. */
const maxPerPerson = 10;

const noAnswer = refuse('webauthn_malformed', 'webauthn.no-answer');
const over = refuse('webauthn_over', 'webauthn.challenge-over');
const foreign = refuse('webauthn_unknown_key', 'webauthn.not-theirs');

interface Key {
  readonly row: StoredFactor;
  readonly credential: Credential;
}

export interface WebauthnDeps {
  readonly factors: FactorStore;
  readonly challenges: ChallengeStore;
  readonly seal: FactorSeal;
  /** What the operator loaded of makers' descriptions. */
  readonly models: Models;
  readonly notices: Pick<Notices, 'tellPerson' | 'tellAdministrators'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Makes the factor for security keys and passkeys. */
export function createWebauthn(deps: WebauthnDeps): Factor {
  const { factors, models, clock } = deps;
  const challenges = createKeyChallenges(deps);

  const open = async (rows: readonly StoredFactor[]): Promise<Key[]> =>
    Promise.all(
      rows
        .filter(({ kind, state }) => kind === 'webauthn' && state === 'active')
        .map(async (row) => ({ row, credential: credentialOf((await deps.seal.open(row)).data) })),
    );
  const keysOf = async ({ tenant, subject }: FactorScene) => open(await factors.list(tenant.id, subject));
  const faultOf = ({ methods }: Pick<FactorScene, 'methods'>, { credential }: Key) => unacceptable(credential, methods.webauthn, models);

  /** The counter is signed: it went back, so there are two keys that are one (WebAuthn 3, 6.1.1). */
  function refuseCopy(scene: FactorScene): Refusal {
    const refusal = refuse('webauthn_counter_back', 'webauthn.counter-went-back');
    deps.log.warn('second-factor.key-cloned', { tenant: scene.tenant.id, code: refusal.code, because: refusal.because });
    deps.notices.tellPerson(scene, { kind: 'key-cloned' });
    deps.notices.tellAdministrators(scene.tenant.id, { kind: 'key-cloned', person: calledAs(scene.identity), subject: scene.subject });
    return refusal;
  }

  /** One statement lets a use count: the counter grew, or the key never counts. */
  async function countUse(scene: FactorScene, { row }: Key, counter: number): Promise<Refusal | null> {
    const { tenant, id } = row;
    const counts = counter > 0 || row.lastStep > 0;
    const stands = await (counts ? factors.advanceStep(tenant, id, counter, clock.now()) : factors.touch(tenant, id, clock.now()));
    if (stands) return null;
    return (await factors.find(tenant, id)) === null ? foreign : refuseCopy(scene);
  }

  return {
    kind: 'webauthn',
    isGuessable: false,
    isOwn: true,
    // A list of models that nobody can prove leaves no key at all.
    isOffered: ({ methods: { webauthn } }) =>
      webauthn.enabled && (webauthn.onlyModels === null || webauthn.onlyModels.some((aaguid) => models.has(aaguid))),
    isAtHand: async (scene, own) => (await open(own)).some((key) => faultOf(scene, key) === null),
    use: {
      begin: async (scene) => ({ ok: true, memory: await challenges.open(scene, 'use') }),
      async prompt(scene, memory) {
        const challenge = await challenges.find(scene, memory, 'use');
        const own = (await keysOf(scene)).filter((key) => faultOf(scene, key) === null).map(({ credential }) => credential);
        if (challenge === null || own.length === 0) return null;
        const options = await (await using()).requestOptions(scene, { challenge: challenge.id, timeoutMs: challenge.leftMs, own });
        return { page: 'key', options: JSON.stringify(options) };
      },
      refuseSlip: ({ text }) => (assertedIn(text) === null ? noAnswer : null),
      async verify(scene, memory, { text }) {
        const answer = assertedIn(text);
        if (answer === null) return noAnswer;
        const challenge = await challenges.find(scene, memory, 'use');
        if (challenge === null) return over;
        const key = (await keysOf(scene)).find(({ credential }) => credential.id === answer.id);
        const verdict =
          key === undefined
            ? foreign
            : (faultOf(scene, key) ??
              (await (await using()).judgeAsserted(scene, { answer, challenge: challenge.id, credential: key.credential })));
        if (!verdict.ok || key === undefined) {
          await challenges.miss(scene, challenge);
          return verdict.ok ? foreign : verdict;
        }
        if (!(await challenges.settle(scene, challenge, 'use'))) return over;
        return (await countUse(scene, key, verdict.counter)) ?? { ok: true, factor: key.row.id };
      },
    },
    enrol: {
      async begin(scene) {
        if ((await keysOf(scene)).length >= maxPerPerson) return refuse('second_factor_too_many', 'webauthn.ten-keys');
        return { ok: true, memory: await challenges.open(scene, 'enrol') };
      },
      async offer(scene, memory) {
        const challenge = await challenges.find(scene, memory, 'enrol');
        if (challenge === null) return null;
        const own = (await keysOf(scene)).map(({ credential }) => credential);
        const options = await (await making()).creationOptions(scene, { challenge: challenge.id, timeoutMs: challenge.leftMs, own });
        return { page: 'key', options: JSON.stringify(options) };
      },
      refuseSlip: (_, { text }) => (createdIn(text) === null ? noAnswer : null),
      async confirm(scene, memory, { text, label }, standing) {
        const answer = createdIn(text);
        if (answer === null) return noAnswer;
        const challenge = await challenges.find(scene, memory, 'enrol');
        if (challenge === null) return over;
        const now = clock.now();
        const created = await (await making()).judgeCreated(scene, { answer, challenge: challenge.id, models, now });
        if (!created.ok) {
          await challenges.miss(scene, challenge);
          return created;
        }
        const { credential, counter } = created;
        const own = await keysOf(scene);
        if (own.some((key) => key.credential.id === credential.id)) return refuse('webauthn_known_already', 'webauthn.known');
        if (own.length >= maxPerPerson) return refuse('second_factor_too_many', 'webauthn.ten-keys');
        if (!(await challenges.settle(scene, challenge, 'enrol'))) return over;
        const whose = { tenant: scene.tenant.id, subject: scene.subject, id: deps.random.token(16) as FactorId, kind: 'webauthn' } as const;
        const name = models.get(credential.aaguid)?.name ?? (credential.isPasskey ? 'Passkey' : 'Security key');
        const sealed = await deps.seal.seal(whose, { label: labelOf(label, labelOf(name, 'Security key')), data: dataOf(credential) });
        await factors.insert({ ...whose, state: 'pending', sealed, lastStep: counter, createdAt: now, lastUsedAt: null, expiresAt: null });
        if (await factors.activate(whose, { step: counter, standing }, now)) return { ok: true, factor: whose.id };
        await factors.remove(whose.tenant, whose.subject, whose.id);
        return refuse('second_factor_gone', 'webauthn.not-the-first');
      },
    },
  };
}
