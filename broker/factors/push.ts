/**
 * Requests on a phone with nothing to install: the sign-in page shows six digits, the person types them on their phone, whose
 * page signs the answer with a key that it cannot give away (NIST SP 800-63B-4, 3.1.3: the secret goes from the sign-in page
 * to the device, six digits at least). Web Push only wakes the phone up. What the phone says is `push/desk.ts`.
 */
import { refuse } from '../domain/app-error.ts';
import type { Factor } from '../domain/ports/factor.ts';
import { createChallengeSeal } from './push/challenge-seal.ts';
import type { PushDeps } from './push/deps.ts';
import { createPairing } from './push/pairing.ts';
import { createPhones } from './push/phones.ts';
import { createRequests, requestOver } from './push/requests.ts';

export function createPush(deps: PushDeps): Factor {
  const { storage, clock } = deps;
  const phones = createPhones(deps);
  const challengeSeal = createChallengeSeal(deps.vault);
  const requests = createRequests(deps, phones, challengeSeal);

  return {
    kind: 'push',
    // What is typed is typed on the phone, and counted there.
    isGuessable: false,
    isOwn: true,
    isOffered: ({ methods }) => methods.push.enabled,
    isAtHand: (_, own) => own.some(({ kind }) => kind === 'push'),
    use: {
      async begin(scene) {
        const refused = await requests.refusalOf(scene);
        if (refused !== null) return refused;
        const { deniedAt } = await storage.requests.find(scene.tenant.id, scene.subject);
        // After a no the person asks for the next one by hand, also in another sign-in: who is asked again and again says yes at last.
        return deniedAt === null ? requests.open(scene) : { ok: true, memory: {} };
      },
      async prompt(scene, memory) {
        const all = await phones.active(scene.tenant.id, scene.subject);
        const device = all.length === 1 ? (all[0]?.label ?? null) : null;
        const standing = await requests.standing(scene, memory);
        if (standing.state === 'over') return { page: 'phone', number: null, device, until: null };
        return { page: 'phone', number: memory.number ?? null, device, until: standing.request.until };
      },
      async again(scene, memory) {
        await requests.drop(scene, memory);
        return requests.open(scene);
      },
      refuseSlip: () => null,
      async verify(scene, memory) {
        const standing = await requests.standing(scene, memory);
        if (standing.state === 'over') return standing.refusal;
        if (standing.state === 'waiting') return refuse('request_unanswered', 'push.waiting');
        const { row, request } = standing;
        const phone = request.device === null ? null : await phones.find(row.tenant, request.device);
        // It was removed since: what it said counts no more.
        if (phone === null || phone.row.subject !== row.subject || phone.row.state !== 'active') return requestOver;
        const won = await storage.challenges.consume(row.tenant, row.id, clock.now());
        return won ? { ok: true, factor: phone.row.id } : refuse('second_factor_used', 'push.consumed');
      },
      elsewhere: (scene, memory) => requests.elsewhere(scene, memory),
      drop: (scene, memory) => requests.drop(scene, memory),
    },
    enrol: createPairing(deps, phones, challengeSeal),
  };
}
