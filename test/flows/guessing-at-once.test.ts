import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { lockUntil } from '../../broker/login/attempts.ts';
import { lastRefusal, somebody } from '../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../support/browser.ts';
import { type House, type HouseWish, openHouse, type TestPerson } from '../support/house.ts';
import { answer, arrive, codeOf, keyOn, signIn } from '../support/journey.ts';

jest.setTimeout(120_000);

interface Asked {
  readonly browser: TestBrowser;
  readonly page: BrowserPage;
}

const houses: [string, HouseWish][] = [
  ['one broker on SQLite', {}],
  ['one broker on PostgreSQL', { database: 'postgres' }],
  ['two brokers on one PostgreSQL', { database: 'postgres', brokers: 2 }],
];

// On SQLite a request mostly runs through before the next one; on PostgreSQL all of them wait at the same statement.
describe.each(houses)('guesses sent at once to %s', (_where, wish) => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(wish);
  }, 60_000);
  afterAll(() => house.close());

  /** As many logins of one person, each at the page that asks for a code. */
  async function logins(person: TestPerson, count: number): Promise<Asked[]> {
    const asked: Asked[] = [];
    for (let index = 0; index < count; index += 1) {
      const browser = house.browser(index % 2);
      asked.push({ browser, page: await arrive(house, browser, house.borealis, person) });
    }
    return asked;
  }

  async function enrolled() {
    const person = somebody();
    const { key, codes } = await signIn(house, house.browser(), house.borealis, person);
    house.clock.advance(60_000);
    const wrong = () => (codeOf(house, key) === '123456' ? '654321' : '123456');
    return { person, key, codes, wrong };
  }

  /** What became of the answers, by the words that people read. */
  async function outcomesOf(answers: Promise<BrowserPage>[]) {
    const pages = await Promise.all(answers);
    const having = (words: string) => pages.filter((page) => textOf(page).includes(words)).length;
    return {
      wrong: having('That code is not right') + having('That recovery code is not right'),
      locked: having('Your second factor is locked for a while'),
      tooMany: having('Too many'),
      passed: pages.filter((page) => page.body.includes('SAMLResponse')).length,
    };
  }

  async function expectLocked(person: TestPerson, parked: Asked, code: string): Promise<void> {
    expect(textOf(await answer(parked.browser, parked.page, { answer: code }))).toContain('Your second factor is locked for a while');
    expect((await arrive(house, house.browser(), house.borealis, person)).status).toBe(403);
    expect(lastRefusal(house)).toBe('second_factor_locked');
  }

  test('are ten, of ten logins with five tries each, and the right code after them is told that there is a lock', async () => {
    const { person, key, wrong } = await enrolled();
    const [parked, ...asked] = await logins(person, 11);
    const guesses = asked.flatMap(({ browser, page }) => Array.from({ length: 5 }, () => answer(browser, page, { answer: wrong() })));
    expect(await outcomesOf(guesses)).toMatchObject({ wrong: 10, passed: 0 });
    await expectLocked(person, parked ?? missing(), codeOf(house, key));
    // The lock ends when it should, and the right code is good again.
    house.clock.advance(lockUntil(10, 0));
    const [later] = await logins(person, 1);
    expect(await outcomesOf([answer(later?.browser ?? missing(), later?.page ?? missing(), { answer: codeOf(house, key) })])).toMatchObject(
      {
        passed: 1,
      },
    );
  });

  test('are ten before and nine beside the right code at most, and the lock that they earn stays', async () => {
    const { person, key, wrong } = await enrolled();
    const [parked, ...asked] = await logins(person, 25);
    const guesses = asked.map(({ browser, page }, index) =>
      answer(browser, page, { answer: index === asked.length - 1 ? codeOf(house, key) : wrong() }),
    );
    const outcomes = await outcomesOf(guesses);
    // Let in, it forgave those before it, nine at most; ten after it lock.
    expect(outcomes.wrong).toBeLessThanOrEqual(outcomes.passed === 1 ? 19 : 10);
    expect(outcomes.locked).toBeGreaterThanOrEqual(4);
    // Where the right code took the tenth place, the lock was its own and went with it: the nine others are forgiven.
    if (outcomes.passed === 1 && outcomes.wrong === 9) return;
    await expectLocked(person, parked ?? missing(), codeOf(house, key));
  });

  test('are ten with recovery codes as well', async () => {
    const { person, codes } = await enrolled();
    const asked = await logins(person, 14);
    const pages: Asked[] = [];
    for (const { browser, page } of asked)
      pages.push({ browser, page: await browser.post(page.url, { token: formOn(page).fields.token ?? '', method: 'recovery-code' }) });
    const [parked, ...others] = pages;
    const guesses = others.map(({ browser, page }) => answer(browser, page, { answer: '0000-0000-0000-0000' }));
    expect(await outcomesOf(guesses)).toMatchObject({ wrong: 10, locked: 3 });
    await expectLocked(person, parked ?? missing(), codes[0] ?? '');
  });

  test('do not keep out whoever answers rightly at the tenth try, nor count what is no code', async () => {
    const { person, key, wrong } = await enrolled();
    const [first, second, third] = await logins(person, 3);
    const { browser, page } = first ?? missing();
    expect(await outcomesOf(Array.from({ length: 5 }, () => answer(browser, page, { answer: wrong() })))).toMatchObject({ wrong: 5 });
    const next = second ?? missing();
    expect(await outcomesOf(Array.from({ length: 4 }, () => answer(next.browser, next.page, { answer: wrong() })))).toMatchObject({
      wrong: 4,
    });
    const last = third ?? missing();
    expect(textOf(await answer(last.browser, last.page, { answer: '12345' }))).toContain('That does not look like a code');
    expect(await outcomesOf([answer(last.browser, last.page, { answer: codeOf(house, key) })])).toMatchObject({ passed: 1 });
    // All is forgiven: nine more wrong ones do not lock.
    house.clock.advance(60_000);
    const [fourth, fifth, sixth] = await logins(person, 3);
    for (const { browser: each, page: at } of [fourth ?? missing(), fifth ?? missing()])
      await outcomesOf(Array.from({ length: 4 }, () => answer(each, at, { answer: wrong() })));
    const end = sixth ?? missing();
    expect(await outcomesOf([answer(end.browser, end.page, { answer: codeOf(house, key) })])).toMatchObject({ passed: 1 });
  });

  test('are one for each login once their address has been wrong a hundred times', async () => {
    const own = await openHouse(wish);
    try {
      const asked: { browser: TestBrowser; page: BrowserPage; wrong: string }[] = [];
      for (let index = 0; index < 22; index += 1) {
        const browser = own.browser(index % 2);
        const page = await arrive(own, browser, own.borealis, somebody());
        asked.push({ browser, page, wrong: codeOf(own, keyOn(page)) === '123456' ? '654321' : '123456' });
      }
      const guess = (each: (typeof asked)[number]) =>
        Array.from({ length: 5 }, () => answer(each.browser, each.page, { answer: each.wrong }));
      expect(await outcomesOf(asked.slice(0, 20).flatMap(guess))).toMatchObject({ wrong: 100 });
      expect(await outcomesOf(asked.slice(20).flatMap(guess))).toMatchObject({ wrong: 0, passed: 0 });
      expect(own.log.lines.filter((line) => line.fields.code === 'too_many_requests')).toHaveLength(2);
    } finally {
      await own.close();
    }
  });
});

function missing(): never {
  throw new Error('no such login');
}
