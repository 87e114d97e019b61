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
/** Somebody new sets up a number of their own, unless told otherwise. */
function asked(more: Partial<SmsCounted> = {}): SmsCounted {
  people += 1;
  return {
    purpose: 'set-up',
    tenant: brand('t1'),
    connection: 'borealis',
    person: brand(`p${people}`),
    number: `n${people}`,
    prefix: `x${people}`,
    country: 'NO',
    network: null,
    perDay: 100_000,
    perDayOfAll: null,
    ...more,
  };
}

/** The same with a number that they have confirmed before. */
const used = (more: Partial<SmsCounted> = {}) => asked({ purpose: 'use', ...more });

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

  test('three set-ups an hour of one number and five a day, over all tenants', async () => {
    const rates = await someRates();
    const make = () => asked({ number: 'one', tenant: brand(`t${people % 3}`) });
    expect(await refusedAfter(rates, 3, make)).toBe('number');
    expect(await refusedAfter(rates, 2, make, morning + hour)).toBe('number-day');
  });

  test('five an hour to one number in use and twenty a day, over all tenants', async () => {
    const rates = await someRates();
    const make = () => used({ number: 'one', tenant: brand(`t${people % 3}`) });
    for (let count = 0; count < 4; count += 1) expect(await refusedAfter(rates, 5, make, morning + count * hour)).toMatch(/^number/);
    expect(await refusedAfter(rates, 0, make, morning + 5 * hour)).toBe('number-day');
  });

  test('fifty set-ups an hour of numbers in a row, over all tenants', async () => {
    const rates = await someRates();
    expect(await refusedAfter(rates, 50, () => asked({ prefix: '+4740612', tenant: brand(`t${people % 3}`) }))).toBe('prefix');
  });

  test('thirty set-ups and sixty uses an hour from one network', async () => {
    const rates = await someRates();
    expect(await refusedAfter(rates, 30, () => asked({ network: '198.51.100.7' }))).toBe('network');
    expect(await refusedAfter(rates, 60, () => used({ network: '198.51.100.7' }))).toBe('network');
  });

  test('the budget of the day, which others do not share', async () => {
    const rates = await someRates();
    expect(await refusedAfter(rates, 3, () => used({ perDay: 3 }))).toBe('budget');
    expect(await refusedAfter(rates, 3, () => used({ perDay: 3, tenant: brand('t2') }))).toBe('budget');
    expect(await refusedAfter(rates, 3, () => used({ perDay: 3 }), morning + 24 * hour)).toBe('budget');
  });

  test('half of the budget for set-ups, and half of that for one connection', async () => {
    const rates = await someRates();
    const of = (connection: string) => () => asked({ perDay: 20, connection });
    expect(await refusedAfter(rates, 5, of('borealis'))).toBe('connection-set-ups');
    expect(await refusedAfter(rates, 5, of('kestrel'))).toBe('connection-set-ups');
    expect(await refusedAfter(rates, 0, of('lumen'))).toBe('set-ups');
    expect(await refusedAfter(rates, 10, () => used({ perDay: 20 }))).toBe('budget');
  });
});

describe('the operator’s number of the day', () => {
  const of = (tenant: string, more: Partial<SmsCounted> = {}) =>
    asked({ tenant: brand(tenant), connection: `c${people}`, perDayOfAll: 40, ...more });

  test('is that of all tenants together, whatever each allows', async () => {
    const rates = await someRates();
    expect(await refusedAfter(rates, 40, () => of(`t${people % 3}`, { purpose: 'use' }))).toBe('operator-budget');
  });

  test('has half for set-ups, and half of that for those of one tenant', async () => {
    const rates = await someRates();
    expect(await refusedAfter(rates, 10, () => of('t1'))).toBe('set-ups');
    expect(await refusedAfter(rates, 10, () => of('t2'))).toBe('set-ups');
    expect(await refusedAfter(rates, 0, () => of('t3'))).toBe('operator-set-ups');
    expect(await refusedAfter(rates, 20, () => of('t3', { purpose: 'use' }))).toBe('operator-budget');
  });
});

describe('whoever has confirmed their number is kept from no code by set-ups', () => {
  test('of that very number', async () => {
    const rates = await someRates();
    await refusedAfter(rates, 3, () => asked({ number: 'adas', tenant: brand('t2') }));
    expect(await refusedAfter(rates, 5, () => used({ number: 'adas' }))).toBe('number');
  });

  test('of numbers beside it, or from the same network', async () => {
    const rates = await someRates();
    await refusedAfter(rates, 50, () => asked({ prefix: 'row' }));
    await refusedAfter(rates, 30, () => asked({ network: '198.51.100.7' }));
    expect(await takeSms(rates, used({ prefix: 'row', network: '198.51.100.7' }), morning)).toMatchObject({ allowed: true });
  });
});

test('what is refused takes nothing of anybody', async () => {
  const rates = await someRates();
  const make = () => asked({ number: 'one', prefix: 'row', perDay: 100_000 });
  await refusedAfter(rates, 3, make);
  for (let each = 0; each < 60; each += 1) await takeSms(rates, make(), morning);
  // 47 are left of the fifty of the row.
  expect(await refusedAfter(rates, 47, () => asked({ prefix: 'row' }))).toBe('prefix');
});

test('at the same moment no more than the allowance', async () => {
  const rates = await someRates();
  const all = await Promise.all(Array.from({ length: 20 }, () => takeSms(rates, asked({ person: brand('ada') }), morning)));
  expect(all.filter(({ allowed }) => allowed).length).toBeLessThanOrEqual(5);
});

test('a budget that runs out is told once at four fifths, and once at its end', async () => {
  const rates = await someRates();
  const alarms: unknown[] = [];
  for (let each = 0; each < 14; each += 1) alarms.push((await takeSms(rates, used({ perDay: 10 }), morning)).alarm);
  expect(alarms).toEqual([...Array(7).fill(null), 'budget-low', null, null, 'budget-spent', null, null, null]);
});

test('the end of the part for set-ups is told once', async () => {
  const rates = await someRates();
  const alarms: unknown[] = [];
  for (const connection of ['borealis', 'borealis', 'kestrel', 'kestrel', 'lumen'])
    alarms.push((await takeSms(rates, asked({ perDay: 4, connection }), morning)).alarm);
  expect(alarms).toEqual([null, 'set-ups-spent', null, null, null]);
});

test('a message that was not sent costs nothing of the budget, but the person has asked', async () => {
  const rates = await someRates();
  const counted = used({ perDay: 1 });
  for (let each = 0; each < 5; each += 1) {
    expect(await takeSms(rates, counted, morning)).toMatchObject({ allowed: true });
    await noteSms(rates, counted, false, morning);
  }
  expect(await takeSms(rates, counted, morning)).toMatchObject({ allowed: false, because: 'person-hour' });
  expect(await takeSms(rates, asked({ perDay: 1 }), morning)).toMatchObject({ allowed: true });
  expect(await takeSms(rates, used({ perDay: 1 }), morning)).toMatchObject({ allowed: false, because: 'budget' });
});

describe('codes that nobody types', () => {
  async function sent(rates: Rates, count: number, verified: number, make = asked, at = morning) {
    for (let each = 0; each < count; each += 1) {
      const counted = make();
      await takeSms(rates, counted, at);
      await noteSms(rates, counted, true, at);
    }
    const { tenant, connection, country } = make();
    for (let each = 0; each < verified; each += 1) await noteSmsVerified(rates, { tenant, connection, country }, at);
  }
  const paused = { allowed: false, because: 'country-paused' };

  test('pause their country for set-ups of the day, and are told once', async () => {
    const rates = await someRates();
    await sent(rates, 50, 14);
    expect(await takeSms(rates, asked(), morning + 20 * minute)).toEqual({ ...paused, alarm: 'country-paused' });
    expect(await takeSms(rates, asked(), morning + 21 * minute)).toEqual({ ...paused, alarm: null });
    expect(await takeSms(rates, asked(), morning + 10 * hour)).toEqual({ ...paused, alarm: null });
    expect(await takeSms(rates, asked(), morning + 24 * hour)).toMatchObject({ allowed: true });
  });

  test('pause nobody whose number has been confirmed, however many set-ups fail', async () => {
    const rates = await someRates();
    await sent(rates, 200, 0);
    await takeSms(rates, asked(), morning + 20 * minute);
    expect(await takeSms(rates, used(), morning + 21 * minute)).toMatchObject({ allowed: true });
  });

  test('are counted of set-ups alone', async () => {
    const rates = await someRates();
    await sent(rates, 200, 0, used);
    expect(await takeSms(rates, asked(), morning + 20 * minute)).toMatchObject({ allowed: true });
  });

  test('pause no other country, no other connection, and no other tenant', async () => {
    const rates = await someRates();
    await sent(rates, 50, 0);
    await takeSms(rates, asked(), morning + 20 * minute);
    expect(await takeSms(rates, asked({ country: 'SE' }), morning + 20 * minute)).toMatchObject({ allowed: true });
    expect(await takeSms(rates, asked({ connection: 'kestrel' }), morning + 20 * minute)).toMatchObject({ allowed: true });
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
