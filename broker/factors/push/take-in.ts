import { refuse } from '../../domain/app-error.ts';
import type { ChallengeId } from '../../domain/brands.ts';
import { browserName } from '../../domain/browser-name.ts';
import { siteNetworkOf } from '../../domain/client-network.ts';
import { readCode } from '../../domain/crockford.ts';
import { checkText, pairingText } from '../../domain/phone-texts.ts';
import type { PhoneDesk } from '../../domain/ports/phone-desk.ts';
import { sameText } from '../../domain/same-text.ts';
import type { ChallengeSeal } from './challenge-seal.ts';
import { countedBefore, type PushDeps, pairingCodeLength } from './deps.ts';
import { digitsOf, isSignedBy, readDeviceKey, thumbprintOf } from './device-key.ts';
import type { Phones } from './phones.ts';

const windowMs = 10 * 60_000;
/**
 * Wrong codes, typed: of 2^40 that there are, for the ten minutes that one counts. Anybody can post them, from however many
 * networks. So many at a tenant do not keep the right one out; each network has fewer tries from then on.
 */
const wrongOfNetwork = 20;
const wrongOfTenant = 1000;
const wrongOfNetworkThen = 3;

const unknown = refuse('pairing_unknown', 'push.no-such-code');

/** A phone answers to a code with its key. It waits then until the computer has confirmed the same six digits. */
export function createTakeIn(deps: PushDeps, phones: Phones, challengeSeal: ChallengeSeal): PhoneDesk['pair'] {
  const { storage, vault, clock, push } = deps;

  return async ({ tenant, visit }, { code: typed, token, x, y, proof, subscription }) => {
    const code = readCode(typed, pairingCodeLength);
    if (code === null) return refuse('pairing_malformed', 'push.not-eight-signs');
    const key = readDeviceKey({ x, y });
    const thumbprint = thumbprintOf({ x, y });
    if (key === null || !isSignedBy(key, pairingText({ origin: tenant.loginOrigin, code, thumbprint }), proof))
      return refuse('phone_not_believed', 'push.proof');

    const now = clock.now();
    // Typed codes are counted before they are looked up; nobody finds the token of a link by trying.
    const site = siteNetworkOf(visit.address);
    const ofNetwork = `pairing ${tenant.id} ${await vault.fingerprint(tenant.id, 'phone', ['network', site])}`;
    const ofTenant = `pairing ${tenant.id}`;
    if (token === null) {
      const tries = await storage.rates.hit(ofNetwork, windowMs, now);
      const isFlooded = tries > wrongOfNetworkThen && (await storage.rates.hits(ofTenant, windowMs, now)) >= wrongOfTenant;
      if (tries > wrongOfNetwork || isFlooded) return refuse('too_many_requests', 'push.wrong-codes');
    }
    const notKnown = async () => {
      if (token === null) await storage.rates.hit(ofTenant, windowMs, now);
      return unknown;
    };

    const id = (await vault.fingerprint(tenant.id, 'phone', ['pairing', code])) as ChallengeId;
    const row = await storage.challenges.find(tenant.id, id);
    const pairing = await challengeSeal.pairing(row);
    if (row === null || pairing === null || row.state !== 'open') return notKnown();
    if (token !== null && !sameText(row.codeHash, await vault.fingerprint(tenant.id, 'phone', ['token', code, token]))) return unknown;

    const whose = { tenant: tenant.id, subject: row.subject, id: pairing.factor, kind: 'push' } as const;
    const check = digitsOf(checkText({ code, thumbprint }));
    const wakes = subscription !== null && push.refusalOf(subscription) === null;
    const label = browserName(visit.agent) ?? 'Phone';
    const sealed = await phones.seal(whose, { label, key: { x, y }, check, subscription: wakes ? subscription : null });
    const won = await storage.atomically(async (stores) => {
      if (!(await stores.challenges.settle(tenant.id, id, { to: 'approved', codeHash: null, missLimit: countedBefore }, now))) return false;
      await stores.factors.insert({
        ...whose,
        state: 'pending',
        sealed,
        lastStep: 0,
        createdAt: now,
        lastUsedAt: null,
        expiresAt: null,
      });
      return true;
    });
    if (!won) return notKnown();
    if (token === null) await storage.rates.giveBack(ofNetwork, windowMs, now);
    return { ok: true, device: pairing.factor, check };
  };
}
