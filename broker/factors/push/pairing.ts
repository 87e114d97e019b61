/** Taking a phone in: the computer shows a code, the phone answers with its key, both show six digits, the computer confirms. */
import { refuse } from '../../domain/app-error.ts';
import type { ChallengeId, FactorId } from '../../domain/brands.ts';
import { drawCode, groupedCode } from '../../domain/crockford.ts';
import type { FactorEnrolment, FactorMemory, FactorScene } from '../../domain/ports/factor.ts';
import { labelOf, subjectOf } from '../sealed-factor.ts';
import type { ChallengeSeal } from './challenge-seal.ts';
import { countedBefore, maxPhones, onePairing, type PushDeps, pairingCodeLength, pairingLifetimeMs } from './deps.ts';
import type { Phone, Phones } from './phones.ts';

const gone = refuse('second_factor_gone', 'push.no-pairing');

export function createPairing(deps: PushDeps, phones: Phones, challengeSeal: ChallengeSeal): FactorEnrolment {
  const { storage, vault, clock } = deps;

  /** The phone that answered and waits for the computer; null where none did. */
  async function answered({ tenant, subject }: FactorScene, { factor }: FactorMemory): Promise<Phone | null> {
    const phone = factor === undefined ? null : await phones.find(tenant.id, factor as FactorId);
    if (phone === null || phone.row.subject !== subject || phone.row.state !== 'pending') return null;
    return clock.now() - phone.row.createdAt < pairingLifetimeMs ? phone : null;
  }

  async function stands({ tenant, subject }: FactorScene, { pairing }: FactorMemory): Promise<'open' | 'approved' | null> {
    const row = pairing === undefined ? null : await storage.challenges.find(tenant.id, pairing as ChallengeId);
    if (row === null || row.subject !== subject || clock.now() >= row.expiresAt) return null;
    return row.state === 'open' || row.state === 'approved' ? row.state : null;
  }

  async function begin(scene: FactorScene) {
    const { tenant, subject } = subjectOf(scene);
    const now = clock.now();
    if ((await phones.active(tenant, subject)).length >= maxPhones) return refuse('second_factor_too_many', 'push.five-phones');
    const code = drawCode(deps.random, pairingCodeLength);
    const token = deps.random.token(16);
    const factor = deps.random.token(16) as FactorId;
    const id = (await vault.fingerprint(tenant, 'phone', ['pairing', code])) as ChallengeId;
    await storage.challenges.open({
      tenant,
      id,
      subject,
      kind: 'push',
      occasion: onePairing,
      state: 'open',
      codeHash: await vault.fingerprint(tenant, 'phone', ['token', code, token]),
      sealed: await challengeSeal.seal({ tenant, id, subject }, { purpose: 'pair', factor }),
      misses: 0,
      createdAt: now,
      expiresAt: Math.min(now + pairingLifetimeMs, scene.until),
    });
    return { ok: true as const, memory: { pairing: id, code, token, factor } };
  }

  async function end(scene: FactorScene, { pairing, factor }: FactorMemory): Promise<void> {
    const { tenant, subject } = subjectOf(scene);
    const change = { to: 'ended', codeHash: null, missLimit: countedBefore } as const;
    if (pairing !== undefined) await storage.challenges.settle(tenant, pairing as ChallengeId, change, clock.now());
    const waiting = factor === undefined ? null : await storage.factors.find(tenant, factor as FactorId);
    if (waiting?.state === 'pending') await storage.factors.remove(tenant, subject, waiting.id);
  }

  return {
    begin,
    async offer(scene, memory) {
      const { code = '', token = '' } = memory;
      const phone = await answered(scene, memory);
      if (phone === null && (await stands(scene, memory)) === null) return null;
      const place = `${scene.tenant.loginOrigin}/phone/`;
      return {
        page: 'pair',
        // Behind `#`, so that it stands in nobody's log.
        uri: `${place}#${code}.${token}`,
        place,
        code: groupedCode(code),
        check: phone?.check ?? null,
        device: phone?.label ?? null,
      };
    },
    /** The digits differ, or the phone that answered is another: from the beginning. */
    async again(scene, memory) {
      await end(scene, memory);
      return begin(scene);
    },
    refuseSlip: () => null,
    async confirm(scene, memory, { text, label }, standing) {
      const phone = await answered(scene, memory);
      if (phone === null) return (await stands(scene, memory)) === 'open' ? refuse('pairing_unanswered', 'push.no-phone-yet') : gone;
      // Nothing is confirmed by looking: the next page shows the digits.
      if (text !== 'same') return { ok: 'next', memory };
      const sealed = await phones.seal(phone.row, { ...phone, label: labelOf(label, phone.label) });
      const won = await storage.factors.activate(phone.row, { step: 0, standing, sealed }, clock.now());
      return won ? { ok: true, factor: phone.row.id } : refuse('second_factor_gone', 'push.confirmed-elsewhere');
    },
    async elsewhere(scene, memory) {
      if ((await answered(scene, memory)) !== null) return 'answered';
      return (await stands(scene, memory)) === 'open' ? 'waiting' : gone;
    },
  };
}
