import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorWords } from '#contract/errors';
import { Secret } from '../../broker/domain/secret.ts';
import { type BrowserPage, formOn, textOf } from '../support/browser.ts';
import { anEmailCodeConnection } from '../support/connections.ts';
import { type House, openHouse } from '../support/house.ts';
import { answer, portals, postAnswer } from '../support/journey.ts';
import { codeIn, startMailServer } from '../support/mail/server.ts';

let house: House;
let mail: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  mail = await startMailServer();
  house = await openHouse({
    policy: 'nobody',
    connections: ['kestrel'],
    mail: { via: 'smtp', url: new Secret(mail.url), from: 'no-reply@help.example' },
  });
  const guests = anEmailCodeConnection({ name: 'Guests "of" Borealis', domains: { mode: 'list', list: ['borealis.example'] } });
  await house.applySettings(house.acme, 2, { ...house.settingsOf('acme', []), connections: [guests] });
});
afterAll(async () => {
  await house.close();
  await mail.close();
});

type Browser = ReturnType<House['browser']>;
const ask = async (browser: Browser, email: string) => answer(browser, await browser.get(portals), { email });

/** A browser that has asked for a code, the page that wants it, and the code of its message. */
async function asked(email: string) {
  const browser = house.browser();
  const before = mail.received.length;
  const page = await ask(browser, email);
  const message = await mail.message(before + 1);
  return { browser, page, message, code: codeIn(message) };
}

const isIn = (page: BrowserPage) => page.body.includes('SAMLResponse');

test('a guest asks for a code, enters it, and stands in the portal', async () => {
  const { browser, page, message, code } = await asked(' Ada@Borealis.Example ');
  expect(message.to).toEqual(['ada@borealis.example']);
  expect(message.raw).toContain('Subject: Your code to sign in at acme-login.localhost:8080');
  expect(message.raw.replace(/=\r?\n/g, '')).toMatch(/Never pass this code on/);
  expect(/^Subject:.*$/m.exec(message.raw)?.[0]).not.toContain(code);
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
  expect((await postAnswer(browser, await answer(browser, page, { code: spaced }))).url).toBe(portals);
});

describe('whoever asks learns nothing about an address:', () => {
  test('the page is the same for a domain of the list and any other', async () => {
    const plain = (page: BrowserPage) => [page.status, textOf(page), Object.keys(formOn(page).fields)];
    const known = await asked('somebody@borealis.example');
    const before = mail.received.length;
    const unknown = await ask(house.browser(), 'somebody@elsewhere.example');
    expect(plain(unknown)).toEqual(plain(known.page));
    expect(textOf(unknown)).not.toContain('somebody@');
    // The next message is the next one asked for, so none was sent in between.
    const next = await asked('next@borealis.example');
    expect([next.message.to, mail.received.length]).toEqual([['next@borealis.example'], before + 1]);
  });

  test('no code fits where none was sent', async () => {
    const browser = house.browser();
    const page = await ask(browser, 'eve@elsewhere.example');
    const wrong = await answer(browser, page, { code: '123456' });
    expect([wrong.status, textOf(wrong).includes(errorWords.email_code_wrong.text)]).toEqual([422, true]);
  });
});

describe('a code counts', () => {
  test('for the browser that asked for it', async () => {
    const { page, code } = await asked('one@borealis.example');
    const other = house.browser();
    expect((await answer(other, page, { code })).status).toBe(403);
    const second = await ask(other, 'eve@elsewhere.example');
    expect(isIn(await answer(other, second, { code }))).toBe(false);
  });

  test('once', async () => {
    const { browser, page, code } = await asked('two@borealis.example');
    expect(isIn(await answer(browser, page, { code }))).toBe(true);
    const again = await answer(browser, page, { code });
    expect([again.status >= 400, isIn(again)]).toEqual([true, false]);
  });

  test('until another one was asked for', async () => {
    const { browser, page, code } = await asked('three@borealis.example');
    const before = mail.received.length;
    const form = formOn(page, 1);
    const next = await browser.post(form.action, { ...form.fields, again: '1' });
    const newer = codeIn(await mail.message(before + 1));
    if (newer !== code) expect(isIn(await answer(browser, next, { code }))).toBe(false);
    expect(textOf(next)).toContain('Code from the message');
  });

  test('for five tries, after which the login is over, reloaded or not', async () => {
    const { browser, page, code } = await asked('four@borealis.example');
    const wrong = code === '000000' ? '000001' : '000000';
    let asking = page;
    for (let tries = 0; tries < 5; tries += 1) {
      asking = await answer(browser, asking, { code: wrong });
      expect(asking.status).toBe(422);
    }
    const over = await answer(browser, asking, { code });
    expect([over.status, isIn(over), textOf(over).includes(errorWords.email_code_exhausted.title)]).toEqual([403, false, true]);
  });

  test('for five tries at the same moment, too', async () => {
    const { browser, page, code } = await asked('five@borealis.example');
    const wrong = Array.from({ length: 12 }, (_, index) => String((Number(code) + 1 + index) % 1_000_000).padStart(6, '0'));
    const cookies = new Map(browser.cookies('acme-login.localhost:8080'));
    const answers = await Promise.all(
      wrong.map((guess) => {
        const racer = house.browser();
        for (const [name, value] of cookies) racer.cookies('acme-login.localhost:8080').set(name, value);
        return answer(racer, page, { code: guess });
      }),
    );
    expect(answers.some(isIn)).toBe(false);
    const late = house.browser();
    for (const [name, value] of cookies) late.cookies('acme-login.localhost:8080').set(name, value);
    expect(isIn(await answer(late, page, { code }))).toBe(false);
  });

  test('not for the form of another site', async () => {
    const { browser, page, code } = await asked('six@borealis.example');
    const form = formOn(page);
    const { token: _, ...withoutToken } = form.fields;
    const foreign = await browser.post(form.action, { ...withoutToken, code });
    expect([foreign.status, isIn(foreign)]).toEqual([403, false]);
  });

  test('for ten minutes', async () => {
    const { browser, page, code } = await asked('eight@borealis.example');
    house.clock.advance(10 * 60_000);
    const late = await answer(browser, page, { code });
    expect([late.status, isIn(late)]).toEqual([410, false]);
  });
});

describe('codes are asked for', () => {
  test('three times in one login at most', async () => {
    const { browser, page } = await asked('seven@borealis.example');
    let asking = page;
    for (let sends = 1; sends < 3; sends += 1) {
      const form = formOn(asking, 1);
      asking = await browser.post(form.action, { ...form.fields, again: '1' });
      expect(asking.status).toBe(200);
    }
    const form = formOn(asking, 1);
    expect((await browser.post(form.action, { ...form.fields, again: '1' })).status).toBe(429);
  });

  test.each([
    '',
    'ada',
    'ada@',
    'a@b@borealis.example',
    'ada@borealis.example, eve@x.example',
    'ada@borealis.example\r\nBcc: x@x.example',
    '"ada"@borealis.example',
  ])('for an address only, which this is not: %p', async (email) => {
    const before = mail.received.length;
    const page = await ask(house.browser(), email);
    expect([page.status, textOf(page).includes(errorWords.email_code_address.text)]).toEqual([422, true]);
    expect(mail.received.length).toBe(before);
  });

  test('ten times an hour for one address, whoever it is', async () => {
    for (const email of ['often@borealis.example', 'often@elsewhere.example']) {
      const statuses: number[] = [];
      for (let count = 0; count < 11; count += 1) statuses.push((await ask(house.browser(), email)).status);
      expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    }
  });
});

test('a broker that sends no e-mail takes no such connection, and says why', async () => {
  const silent = await openHouse({ connections: ['kestrel'] });
  const settings = { ...silent.settingsOf('acme', []), connections: [anEmailCodeConnection()] };
  await expect(silent.applySettings(silent.acme, 2, settings)).rejects.toMatchObject({
    code: 'connection_needs_mail',
    problems: [{ path: '/connections/0/protocol', message: expect.stringMatching(/SMTP_URL and MAIL_FROM/) }],
  });
  await silent.close();
});
