import { afterEach, describe, expect, test } from '@jest/globals';
import { noteSms, noteSmsVerified, takeSms } from '../../../broker/domain/sms-counting.ts';
import type { SmsCounted } from '../../../broker/domain/sms-limits.ts';
import { brand } from '../../support/builders/brand.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const opened: TestStorage[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function someRates() {
  const storage = await openTestStorage();
  opened.push(storage);
  return storage.rates;
}

const morning = Date.UTC(2026, 10, 21, 9);
const minute = 60_000;
const hour = 60 * minute;

let people = 0;
/** Somebody new at a number of their own, unless told otherwise. */
function asked(more: Partial<SmsCounted> = {}): SmsCounted {
  people += 1;
  return {
    tenant: brand('t1'),
    person: brand(`p${people}`),
    number: `n${people}`,
    prefix: `x${people}`,
    country: 'NO',
    network: null,
    perDay: 100_000,
    ...more,
  };
}

type Rates = Awaited<ReturnType<typeof someRates>>;

async function refusedAfter(rates: Rates, count: number, make: () => SmsCounted, now = morning): Promise<string | null> {
  for (let each = 0; each < count; each += 1) {
    const allowance = await takeSms(rates, make(), now);
    if (!allowance.allowed) throw new Error(`refused at ${each}: ${allowance.because}`);
  }
  const last = await takeSms(rates, make(), now);
  return last.allowed ? null : last.because;
}

describe('no more than', () => {
  test('five an hour and ten a day for one person, whatever the number', async () => {
    const rates = await someRates();
    const make = () => asked({ person: brand('ada') });
    expect(await refusedAfter(rates, 5, make)).toBe('person-hour');
    expect(await refusedAfter(rates, 5, make, morning + hour)).toBe('person-hour');
    expect(await refusedAfter(rates, 0, make, morning + 2 * hour)).toBe('person-day');
  });

  test('five an hour to one number, over all tenants', async () => {
    const rates = await someRates();
    expect(await refusedAfter(rates, 5, () => asked({ number: 'one', tenant: brand(`t${people % 3}`) }))).toBe('number');
  });

  test('fifty an hour to numbers in a row, over all tenants', async () => {
    const rates = await someRates();
    expect(await refusedAfter(rates, 50, () => asked({ prefix: '+4740612', tenant: brand(`t${people % 3}`) }))).toBe('prefix');
  });

  test('sixty an hour from one network', async () => {
    const rates = await someRates();
    expect(await refusedAfter(rates, 60, () => asked({ network: '198.51.100.7' }))).toBe('network');
  });

  test('the budget of the day, which others do not share', async () => {
    const rates = await someRates();
    expect(await refusedAfter(rates, 3, () => asked({ perDay: 3 }))).toBe('budget');
    expect(await refusedAfter(rates, 3, () => asked({ perDay: 3, tenant: brand('t2') }))).toBe('budget');
    expect(await refusedAfter(rates, 3, () => asked({ perDay: 3 }), morning + 24 * hour)).toBe('budget');
  });
});

test('what is refused takes nothing of anybody', async () => {
  const rates = await someRates();
  const make = () => asked({ number: 'one', prefix: 'row', perDay: 100_000 });
  await refusedAfter(rates, 5, make);
  for (let each = 0; each < 60; each += 1) await takeSms(rates, make(), morning);
  // 45 are left of the fifty of the row.
  expect(await refusedAfter(rates, 45, () => asked({ prefix: 'row' }))).toBe('prefix');
});

test('at the same moment no more than the allowance', async () => {
  const rates = await someRates();
  const all = await Promise.all(Array.from({ length: 20 }, () => takeSms(rates, asked({ person: brand('ada') }), morning)));
  expect(all.filter(({ allowed }) => allowed).length).toBeLessThanOrEqual(5);
});

test('a budget that runs out is told once at four fifths, and once at its end', async () => {
  const rates = await someRates();
  const alarms: unknown[] = [];
  for (let each = 0; each < 14; each += 1) alarms.push((await takeSms(rates, asked({ perDay: 10 }), morning)).alarm);
  expect(alarms).toEqual([...Array(7).fill(null), 'budget-low', null, null, 'budget-spent', null, null, null]);
});

test('a message that was not sent costs nothing of the budget, but the person has asked', async () => {
  const rates = await someRates();
  const counted = asked({ perDay: 1 });
  for (let each = 0; each < 5; each += 1) {
    expect(await takeSms(rates, counted, morning)).toMatchObject({ allowed: true });
    await noteSms(rates, counted, false, morning);
  }
  expect(await takeSms(rates, counted, morning)).toMatchObject({ allowed: false, because: 'person-hour' });
  expect(await takeSms(rates, asked({ perDay: 1 }), morning)).toMatchObject({ allowed: true });
  expect(await takeSms(rates, asked({ perDay: 1 }), morning)).toMatchObject({ allowed: false, because: 'budget' });
});

describe('codes that nobody types', () => {
  async function sent(rates: Rates, count: number, verified: number, at = morning) {
    for (let each = 0; each < count; each += 1) {
      const counted = asked();
      await takeSms(rates, counted, at);
      await noteSms(rates, counted, true, at);
    }
    for (let each = 0; each < verified; each += 1) await noteSmsVerified(rates, { tenant: brand('t1'), country: 'NO' }, at);
  }
  const paused = { allowed: false, because: 'country-paused' };

  test('pause their country for the day, and are told once', async () => {
    const rates = await someRates();
    await sent(rates, 50, 14);
    expect(await takeSms(rates, asked(), morning + 20 * minute)).toEqual({ ...paused, alarm: 'country-paused' });
    expect(await takeSms(rates, asked(), morning + 21 * minute)).toEqual({ ...paused, alarm: null });
    expect(await takeSms(rates, asked(), morning + 10 * hour)).toEqual({ ...paused, alarm: null });
    expect(await takeSms(rates, asked(), morning + 24 * hour)).toMatchObject({ allowed: true });
  });

  test('pause no other country, and no other tenant', async () => {
    const rates = await someRates();
    await sent(rates, 50, 0);
    await takeSms(rates, asked(), morning + 20 * minute);
    expect(await takeSms(rates, asked({ country: 'SE' }), morning + 20 * minute)).toMatchObject({ allowed: true });
    expect(await takeSms(rates, asked({ tenant: brand('t2') }), morning + 20 * minute)).toMatchObject({ allowed: true });
  });

  test('are not judged while they may still be typed: a company that begins its day', async () => {
    const rates = await someRates();
    await sent(rates, 200, 0);
    expect(await takeSms(rates, asked(), morning + 9 * minute)).toMatchObject({ allowed: true });
    await sent(rates, 0, 180);
    expect(await takeSms(rates, asked(), morning + 20 * minute)).toMatchObject({ allowed: true });
  });

  test('are none where nothing could be sent: an hour without the service pauses nothing', async () => {
    const rates = await someRates();
    for (let each = 0; each < 60; each += 1) {
      const counted = asked();
      await takeSms(rates, counted, morning);
      await noteSms(rates, counted, false, morning);
    }
    expect(await takeSms(rates, asked(), morning + 20 * minute)).toMatchObject({ allowed: true });
  });

  test('are nothing while there are few', async () => {
    const rates = await someRates();
    await sent(rates, 49, 0);
    expect(await takeSms(rates, asked(), morning + 20 * minute)).toMatchObject({ allowed: true });
  });
});
