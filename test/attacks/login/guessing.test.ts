import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import { lastRefusal, somebody } from '../../support/attacks/in-house.ts';
import { formOn, textOf } from '../../support/browser.ts';
import { type House, openHouse } from '../../support/house.ts';
import { answer, arrive, codeOf, keyOn, signIn } from '../../support/journey.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('the second factor cannot be guessed', () => {
  casesOf('login.guessing').attack('by guessing: the sixth try is not looked at, and the login is over', async () => {
    const browser = house.browser();
    const person = somebody();
    const { key } = await signIn(house, browser, house.borealis, person);
    house.clock.advance(60_000);
    const other = house.browser();
    let page = await arrive(house, other, house.borealis, person);
    for (let count = 0; count < 5; count += 1) {
      const right = codeOf(house, key);
      page = await answer(other, page, { answer: right === '123456' ? '654321' : '123456' });
      expect(page.status).toBe(403);
    }
    const last = await answer(other, page, { answer: codeOf(house, key) });
    expect(last.status).toBe(403);
    expect(lastRefusal(house)).toBe('second_factor_exhausted');
    expect((await other.get(page.url)).body).not.toContain('name="answer"');
  });

  casesOf('login.guessing').attack('by guessing over many logins: the tenth failure in a row locks', async () => {
    const person = somebody();
    const { key } = await signIn(house, house.browser(), house.borealis, person);
    house.clock.advance(60_000);
    for (let round = 0; round < 2; round += 1) {
      const browser = house.browser();
      let page = await arrive(house, browser, house.borealis, person);
      for (let count = 0; count < 5; count += 1)
        page = await answer(browser, page, { answer: codeOf(house, key) === '123456' ? '654321' : '123456' });
    }
    const locked = await arrive(house, house.browser(), house.borealis, person);
    expect(locked.status).toBe(403);
    expect(lastRefusal(house)).toBe('second_factor_locked');
    house.clock.advance(15 * 60_000);
    const browser = house.browser();
    const page = await arrive(house, browser, house.borealis, person);
    expect(formOn(await answer(browser, page, { answer: codeOf(house, key) })).fields).toHaveProperty('SAMLResponse');
  });
});

describe('one address that guesses for many people', () => {
  casesOf('login.guessing').attack('has its logins ended at the first wrong code after a hundred', async () => {
    const own = await openHouse();
    try {
      const wrongOnce = async (number: number) => {
        const browser = own.browser();
        const page = await arrive(own, browser, own.borealis, {
          sub: `g-${number}`,
          email: `g${number}@borealis.example`,
          name: 'Some Body',
        });
        const right = codeOf(own, keyOn(page));
        const wrong = right === '123456' ? '654321' : '123456';
        let last = page;
        for (let count = 0; count < 5; count += 1) last = await answer(browser, page, { answer: wrong });
        return last;
      };
      for (let number = 0; number < 20; number += 1) await wrongOnce(number);
      // The hundred and first wrong code ends its login; what is posted after it finds none.
      expect((await wrongOnce(20)).status).toBe(403);
      expect(own.log.lines.filter((line) => line.fields.code === 'too_many_requests')).toHaveLength(1);
      expect(own.log.lines.at(-1)?.fields.code).toBe('login_other_browser');
    } finally {
      await own.close();
    }
  });
});

describe('guessing from many logins at once', () => {
  casesOf('login.guessing').attack('a right code after ten wrong ones is not taken, however close together they came', async () => {
    const person = somebody();
    const { key } = await signIn(house, house.browser(), house.borealis, person);
    house.clock.advance(60_000);
    const guesses = [];
    for (let count = 0; count < 40; count += 1) {
      const browser = house.browser();
      guesses.push({ browser, page: await arrive(house, browser, house.borealis, person) });
    }
    const right = codeOf(house, key);
    const wrong = right === '123456' ? '654321' : '123456';
    const outcomes = await Promise.all(
      guesses.map(({ browser, page }, index) => answer(browser, page, { answer: index === 20 ? right : wrong })),
    );
    expect(outcomes.filter((page) => page.body.includes('SAMLResponse'))).toHaveLength(0);
  });
});

describe('guessing recovery codes', () => {
  casesOf('login.guessing').attack('counts as every other wrong answer, with words of its own', async () => {
    const person = somebody();
    const { codes } = await signIn(house, house.browser(), house.borealis, person);
    const browser = house.browser();
    const asked = await arrive(house, browser, house.borealis, person);
    let page = await browser.post(asked.url, { token: formOn(asked).fields.token ?? '', method: 'recovery-code' });
    for (let count = 0; count < 5; count += 1) page = await answer(browser, page, { answer: '0000-0000-0000-0000' });
    expect(textOf(page)).toContain('That recovery code is not right');
    expect((await answer(browser, page, { answer: codes[0] ?? '' })).status).toBe(403);
    expect(lastRefusal(house)).toBe('second_factor_exhausted');
  });
});
