import { type Refusal, refuse } from '../../domain/app-error.ts';
import { readDigits } from '../../domain/digits.ts';
import type { StoredChallenge } from '../../domain/ports/stores/challenge-store.ts';
import type { ChallengeSeal, SignInRequest } from './challenge-seal.ts';
import { countedBefore, type PushDeps, requestRow, triesPerRequest } from './deps.ts';
import type { Phone } from './phones.ts';

type Answered = { readonly ok: true } | Refusal;

const over = refuse('request_over', 'push.settled-elsewhere');

/** What a person's answer does. Of answers that come at once, one settles the request. */
export function createAnswers(deps: PushDeps, challengeSeal: ChallengeSeal) {
  const { storage, vault, clock, notices } = deps;

  function toldTo({ tenant, subject }: StoredChallenge, { site, mail, address, agent }: SignInRequest) {
    return {
      tenant: { id: tenant },
      subject,
      siteName: site,
      mailbox: mail === null ? null : { address: mail },
      visit: { address, agent },
    };
  }

  return {
    /**
     * The number is counted as wrong before it is looked at, against the request and against the person: whoever reads a count
     * and writes it later judges every number that is parked between the two.
     */
    async approve(phone: Phone, row: StoredChallenge, request: SignInRequest, typed: string): Promise<Answered> {
      const { tenant, subject, id } = row;
      const number = readDigits(typed, 6);
      if (number === null) return refuse('request_number_malformed', 'push.not-six-digits');
      const now = clock.now();
      const reserved = await storage.factors.reserveFailure(tenant, subject, now, (failures) => deps.lockUntil(failures, now));
      if (reserved === null) return refuse('second_factor_locked', 'factor.locked');
      const tries = await storage.challenges.miss(tenant, id);
      if (tries === null || tries > triesPerRequest) {
        await storage.factors.returnFailure(reserved);
        return over;
      }
      const codeHash = await vault.fingerprint(tenant, 'phone', ['number', id, number]);
      const sealed = await challengeSeal.seal(row, { ...request, device: phone.row.id });
      const won = await storage.atomically(async (stores) => {
        if (!(await stores.challenges.settle(tenant, id, { to: 'approved', codeHash, missLimit: countedBefore, sealed }, now)))
          return false;
        await stores.factors.advanceStep(tenant, phone.row.id, now, now);
        await stores.factors.forgiveFailures(reserved, now);
        await stores.rates.endRow(requestRow(tenant, subject));
        return true;
      });
      if (won) return { ok: true };
      if (reserved.earned > now) notices.tellPerson(toldTo(row, request), { kind: 'locked', until: reserved.earned });
      if (tries < triesPerRequest) return refuse('request_number_wrong', 'push.other-number');
      await storage.challenges.settle(tenant, id, { to: 'ended', codeHash: null, missLimit: countedBefore }, now);
      return refuse('request_over', 'push.three-wrong-numbers');
    },
    async deny({ tenant, subject, id }: StoredChallenge): Promise<Answered> {
      const now = clock.now();
      const won = await storage.atomically(async (stores) => {
        if (!(await stores.challenges.settle(tenant, id, { to: 'denied', codeHash: null, missLimit: countedBefore }, now))) return false;
        await stores.requests.noteDenied(tenant, subject, now);
        return true;
      });
      return won ? { ok: true } : over;
    },
    /** "It was not me": also of a request whose time is up. Ends what stands open, every sign-in begun before, and requests for a day; told once. */
    async disown(row: StoredChallenge, request: SignInRequest): Promise<Answered> {
      const { tenant, subject, id } = row;
      const now = clock.now();
      const before = await storage.atomically(async (stores) => {
        const { disownedAt } = await stores.requests.find(tenant, subject);
        await stores.challenges.settle(tenant, id, { to: 'denied', codeHash: null, missLimit: countedBefore }, now);
        await stores.challenges.endOpen(tenant, subject, null);
        await stores.requests.noteDisowned(tenant, subject, now);
        return disownedAt;
      });
      // Said of this very request, or of a later one, before: everybody has heard of it.
      if (before !== null && before >= row.createdAt) return { ok: true };
      notices.tellPerson(toldTo(row, request), { kind: 'not-me' });
      notices.tellAdministrators(tenant, { kind: 'not-me', person: request.person, subject });
      return { ok: true };
    },
  };
}
