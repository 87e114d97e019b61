/** Getting a phone of one's own into somebody else's account, and the broker to call whom one names. */
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { createPushService } from '../../../broker/adapters/push/service.ts';
import type { TenantId } from '../../../broker/domain/brands.ts';
import type { Pairing } from '../../../broker/domain/ports/phone-desk.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { aTenant } from '../../support/builders/tenant.ts';
import { anybodyElse, aSubscription, openPushBench, type PushBench } from '../../support/push/bench.ts';
import type { SoftwarePhone } from '../../support/push/software-phone.ts';

let bench: PushBench;
beforeEach(async () => {
  bench = await openPushBench();
});
afterEach(() => bench.close());

async function begun(scene = bench.scene) {
  const result = await bench.enrol.begin(scene);
  if (!result.ok) throw new Error(result.because);
  const { code = '', token = '' } = result.memory;
  return { memory: result.memory, code, token };
}

describe('a phone is taken in by its own key alone, with the code that the computer shows', () => {
  const { attack, honest } = casesOf('phone.pairing');
  const forged: readonly (readonly [string, (phone: SoftwarePhone, code: string) => Pairing])[] = [
    ['with the proof of another key', (phone, code) => ({ ...phone.pairing(code), proof: bench.aPhone().pairing(code).proof })],
    ['with a proof for another code', (phone, code) => ({ ...phone.pairing(code), proof: phone.pairing('ABCD-1234').proof })],
    ['with a proof for another site', (phone, code) => phone.pairing(code, { origin: 'https://umbra-login.example' })],
    ['without a proof', (phone, code) => ({ ...phone.pairing(code), proof: '' })],
    ['with a point beside the curve', (phone, code) => ({ ...phone.pairing(code), y: phone.x })],
    ['with the point at nought', (phone, code) => ({ ...phone.pairing(code), x: 'A'.repeat(43), y: 'A'.repeat(43) })],
    ['with a key of another length', (phone, code) => ({ ...phone.pairing(code), x: phone.x.slice(0, 42) })],
  ];

  attack.each(forged)('and not %s', async (_, forge) => {
    const { memory, code } = await begun();
    expect(await bench.desk.pair(bench.at(), forge(bench.aPhone(), code))).toMatchObject({ code: 'phone_not_believed' });
    expect(await bench.enrol.elsewhere?.(bench.scene, memory)).toBe('waiting');
  });

  attack('and not with a code that was used', async () => {
    const { code } = await begun();
    const all = await Promise.all([1, 2, 3].map(() => bench.desk.pair(bench.at(), bench.aPhone().pairing(code))));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(code))).toMatchObject({ code: 'pairing_unknown' });
  });

  attack('and not with one that is ten minutes old', async () => {
    const { code } = await begun();
    bench.clock.advance({ minutes: 10 });
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(code))).toMatchObject({ code: 'pairing_unknown' });
  });

  attack('and not with one of another tenant', async () => {
    const { code } = await begun();
    const umbra = { ...bench.at(), tenant: aTenant({ id: 'umbra' as TenantId, loginOrigin: bench.scene.tenant.loginOrigin }) };
    expect(await bench.desk.pair(umbra, bench.aPhone().pairing(code))).toMatchObject({ code: 'pairing_unknown' });
  });

  attack('and not with the link of another code', async () => {
    const { token } = await begun(anybodyElse(bench.scene));
    const { code } = await begun();
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(code, { token }))).toMatchObject({ code: 'pairing_unknown' });
  });

  const from = (address: string) => ({ ...bench.at(), visit: { address, network: address, agent: null } });
  const tries = async (address: string, count: number) => {
    for (let each = 0; each < count; each += 1) await bench.desk.pair(from(address), bench.aPhone().pairing('ABCD-1234'));
  };

  attack('and nobody tries codes: twenty from one network', async () => {
    const { code } = await begun();
    await tries('198.51.100.1', 20);
    expect(await bench.desk.pair(from('198.51.100.1'), bench.aPhone().pairing(code))).toMatchObject({ code: 'too_many_requests' });
  });

  attack('nor from the 65,536 networks that one customer of a provider has (IPv6)', async () => {
    const { code } = await begun();
    for (let each = 0; each < 20; each += 1) await tries(`2001:db8:7:${each}::1`, 1);
    expect(await bench.desk.pair(from('2001:db8:7:ffff::1'), bench.aPhone().pairing(code))).toMatchObject({ code: 'too_many_requests' });
  });

  attack('nor from a thousand networks: then three from each', async () => {
    const { code } = await begun();
    await bench.storage.rates.hit(`pairing ${bench.scene.tenant.id}`, 600_000, bench.clock.now(), 1000);
    await tries('198.51.100.1', 3);
    expect(await bench.desk.pair(from('198.51.100.1'), bench.aPhone().pairing(code))).toMatchObject({ code: 'too_many_requests' });
  });

  attack('and nobody keeps others from typing theirs, by however many wrong ones from wherever', async () => {
    await bench.storage.rates.hit(`pairing ${bench.scene.tenant.id}`, 600_000, bench.clock.now(), 1_000_000);
    const { code } = await begun();
    expect(await bench.desk.pair(from('198.51.100.2'), bench.aPhone().pairing(code))).toMatchObject({ ok: true });
  });

  attack('and one that the computer has not confirmed sees and answers nothing', async () => {
    await bench.paired();
    const { code } = await begun();
    const phone = bench.aPhone();
    const taken = await bench.desk.pair(bench.at(), phone.pairing(code));
    if (!taken.ok) throw new Error(taken.because);
    phone.become(taken.device);
    const { id, number } = await bench.asked();
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ state: 'pending', requests: [] });
    expect(await bench.desk.answer(bench.at(), phone.answer(id, 'approve', number))).toMatchObject({ code: 'phone_unknown' });
  });

  attack('and one whose digits differed is out', async () => {
    const { memory, code } = await begun();
    const phone = bench.aPhone();
    const taken = await bench.desk.pair(bench.at(), phone.pairing(code));
    if (!taken.ok) throw new Error(taken.because);
    phone.become(taken.device);
    await bench.enrol.again?.(bench.scene, memory);
    expect(await bench.desk.look(bench.at(), phone.call())).toMatchObject({ code: 'phone_unknown' });
    expect(await bench.enrol.confirm(bench.scene, memory, { text: 'same' }, 'further')).toMatchObject({ code: 'second_factor_gone' });
  });

  attack('and nobody confirms it for somebody else, nor as a first one beside another', async () => {
    const { memory, code } = await begun();
    await bench.desk.pair(bench.at(), bench.aPhone().pairing(code));
    expect(await bench.enrol.confirm(anybodyElse(bench.scene), memory, { text: 'same' }, 'first')).toMatchObject({
      code: 'second_factor_gone',
    });
    await bench.paired();
    expect(await bench.enrol.confirm(bench.scene, memory, { text: 'same' }, 'first')).toMatchObject({ code: 'second_factor_gone' });
  });

  honest('while a whole office, behind one address, types its codes', async () => {
    for (let each = 0; each < 30; each += 1) {
      const { code } = await begun(anybodyElse(bench.scene, `p${each}`));
      expect(await bench.desk.pair(from('198.51.100.3'), bench.aPhone().pairing(code))).toMatchObject({ ok: true });
    }
  });

  honest('while the link works on, whatever was tried', async () => {
    const { code, token } = await begun();
    await bench.storage.rates.hit(`pairing ${bench.scene.tenant.id}`, 600_000, bench.clock.now(), 1000);
    expect(await bench.desk.pair(bench.at(), bench.aPhone().pairing(code, { token }))).toMatchObject({ ok: true });
  });
});

describe('the broker calls push services, and nobody else whom a phone names', () => {
  const { attack } = casesOf('phone.wake-up');
  const service = createPushService({
    keys: { current: never, trusted: async () => [] },
    outbound: { send: never, refusalOf: () => null, close: async () => undefined } as never,
    origins: [],
    contact: null,
    clock: { now: () => 0 },
    random: { bytes: () => new Uint8Array(), token: () => '' },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  function never(): never {
    throw new Error('called');
  }

  attack.each([
    'http://fcm.googleapis.com/send/1',
    'https://fcm.googleapis.com.evil.example/send/1',
    'https://evil.example/fcm.googleapis.com',
    'https://user@fcm.googleapis.com/send/1',
    'https://fcm.googleapis.com:8443/send/1',
    'https://push.services.mozilla.com.evil.example/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://localhost/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ])('and not %s', async (endpoint) => {
    expect(service.refusalOf({ ...aSubscription, endpoint })).toBe('push.service');
    expect(await service.wake(bench.scene.tenant.id, { ...aSubscription, endpoint }, { payload: '', ttlSeconds: 1, topic: null })).toEqual({
      sent: false,
      because: 'not-allowed',
    });
  });

  attack('neither at the pairing nor later', async () => {
    const { code } = await begun();
    const phone = bench.aPhone();
    const taken = await bench.desk.pair(
      bench.at(),
      phone.pairing(code, { subscription: { ...aSubscription, endpoint: 'https://10.0.0.1/' } }),
    );
    if (!taken.ok) throw new Error(taken.because);
    phone.become(taken.device);
    const body = JSON.stringify({ subscription: { ...aSubscription, endpoint: 'https://10.0.0.1/' } });
    expect(await bench.desk.look(bench.at(), phone.call({ body }))).toMatchObject({ ok: true, wakes: false });
  });
});
