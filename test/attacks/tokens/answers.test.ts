/** Codes of hardware tokens and YubiKeys, recovery codes and passes in whole sign-ins: used again, of others, by two at once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import { methodTexts } from '#contract/messages/en/second-factor';
import { subjectKeyOf } from '../../../broker/domain/subject-key.ts';
import { idOfSubject } from '../../../broker/people/person-ids.ts';
import { createSoftwareKey } from '../../../sandbox/yubico/key.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { somebody } from '../../support/attacks/in-house.ts';
import { type BrowserPage, formOn, type TestBrowser, textOf } from '../../support/browser.ts';
import { hotpCode, secretHex } from '../../support/factors/bench.ts';
import type { TestPerson } from '../../support/house.ts';
import { answer, arrive } from '../../support/journey.ts';
import { openSendingHouse, type SendingHouse, sentMethods, withoutSms } from '../../support/sending-house.ts';

jest.setTimeout(120_000);
const on = { enabled: true };
const methods = sentMethods({ ...withoutSms, 'oath-token': on, 'yubico-otp': on, 'temporary-pass': on });
const replay = casesOf('token.replay');
const moved = casesOf('token.moved');
const guessing = casesOf('token.guessing');

let house: SendingHouse;
const isIn = (page: BrowserPage) => page.body.includes('SAMLResponse');
const choose = (browser: TestBrowser, page: BrowserPage, method: string) =>
  browser.post(page.url, { token: formOn(page).fields.token ?? '', method });
const come = (person: TestPerson, browser = house.browser()) => arrive(house, browser, house.borealis, person);

let made = 0;
/** A person with a token that stands at counter 2, its number, and their recovery codes. */
async function withToken(person = somebody()) {
  made += 1;
  const serial = `SN-${made}`;
  await house.broker.tokens.import(house.acme.id, { text: `${serial},${secretHex},hotp` }, { leaveOutWrong: false });
  const browser = house.browser();
  const page = await choose(browser, await come(person, browser), 'oath-token');
  const shown = await answer(browser, page, { serial, answer: hotpCode(0), nextCode: hotpCode(1) });
  const codes = [...shown.body.matchAll(/<li><code>([^<]+)<\/code>/g)].map(([, code]) => code ?? '');
  if (!isIn(await answer(browser, shown, {}))) throw new Error('not in');
  return { person, serial, codes };
}
/** A person with a YubiKey that the service knows. */
async function withYubiKey(person = somebody()) {
  const key = createSoftwareKey();
  house.messages.validation.add(key);
  const browser = house.browser();
  const page = await choose(browser, await come(person, browser), 'yubico-otp');
  const shown = await answer(browser, page, { answer: key.press() });
  if (!isIn(await answer(browser, shown, {}))) throw new Error('not in');
  return { person, key };
}
const subjectOf = ({ sub }: TestPerson) =>
  subjectKeyOf(house.broker.storage.vault, house.acme.id, { connection: 'borealis', issuer: house.borealis.issuer, subject: sub });

/** One sign-in, answered by these one after the other; whether the last of them led in. */
async function answered(person: TestPerson, ...texts: string[]): Promise<boolean> {
  const browser = house.browser();
  let page = await come(person, browser);
  for (const text of texts) page = await answer(browser, page, { answer: text });
  return isIn(page);
}

/** So many browsers of one person bring the same answer at the same moment; how many get in. */
async function atOnce(person: TestPerson, text: string, method?: string): Promise<number> {
  const browsers = Array.from({ length: 6 }, (_, index) => house.browser(index));
  const pages: BrowserPage[] = [];
  for (const browser of browsers) {
    const page = await come(person, browser);
    pages.push(method === undefined ? page : await choose(browser, page, method));
  }
  const outcomes = await Promise.all(browsers.map((browser, index) => answer(browser, pages[index] as BrowserPage, { answer: text })));
  return outcomes.filter(isIn).length;
}

describe.each(['sqlite', 'postgres'] as const)('two brokers on %s', (database) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-tokens-'));
    const place = database === 'postgres' ? database : ({ kind: 'sqlite', path: join(folder, 'broker.db') } as const);
    house = await openSendingHouse({ methods, database: place, brokers: 2, connections: ['borealis'] });
  }, 120_000);
  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  replay.attack(`${database}: one code of a token, brought by six browsers at once, lets one in`, async () => {
    const { person } = await withToken();
    expect(await atOnce(person, hotpCode(2))).toBe(1);
  });

  replay.attack(`${database}: one code of a YubiKey, brought by six browsers at once, lets one in`, async () => {
    const { person, key } = await withYubiKey();
    expect(await atOnce(person, key.press())).toBe(1);
  });

  replay.attack(`${database}: one recovery code, brought by six browsers at once, lets one in`, async () => {
    const { person, codes } = await withToken();
    expect(await atOnce(person, codes[0] ?? '', 'recovery-code')).toBe(1);
  });

  replay.attack(`${database}: one pass, brought by six browsers at once, lets one in`, async () => {
    const { person } = await withToken();
    const pass = await issue(person);
    expect(await atOnce(person, pass, 'temporary-pass')).toBe(1);
  });

  moved.attack(`${database}: one token, registered by two people at once, belongs to one`, async () => {
    made += 1;
    const serial = `SN-${made}`;
    await house.broker.tokens.import(house.acme.id, { text: `${serial},${secretHex},hotp` }, { leaveOutWrong: false });
    const entries = await Promise.all(
      [0, 1].map(async (first) => {
        const browser = house.browser(first);
        return { browser, page: await choose(browser, await come(somebody(), browser), 'oath-token') };
      }),
    );
    const fields = { serial, answer: hotpCode(0), nextCode: hotpCode(1) };
    const shown = await Promise.all(entries.map(({ browser, page }) => answer(browser, page, fields)));
    expect(shown.filter((page) => /<li><code>/.test(page.body))).toHaveLength(1);
    expect(await house.broker.tokens.find(house.acme.id, serial)).toMatchObject({ isHeld: true });
  });
});

/** A pass of the operator. */
async function issue(person: TestPerson): Promise<string> {
  const snapshot = await house.broker.snapshots.live(house.acme.id);
  const by = { kind: 'operator' } as const;
  const pass = await house.broker.people.issuePass({ tenant: house.acme, snapshot }, by, idOfSubject(await subjectOf(person)), 'lost');
  if (!pass.ok) throw new Error(pass.because);
  return pass.code;
}

describe('one after the other', () => {
  beforeAll(async () => {
    house = await openSendingHouse({ methods, connections: ['borealis'] });
  }, 120_000);
  afterAll(() => house.close());

  replay.attack('a code of a token is refused in the next sign-in, and so are those before it', async () => {
    const { person } = await withToken();
    expect(await answered(person, hotpCode(5))).toBe(true);
    expect(await answered(person, hotpCode(5))).toBe(false);
    expect(await answered(person, hotpCode(4))).toBe(false);
  });

  replay.attack('the codes that registered a token sign nobody in', async () => {
    const { person } = await withToken();
    expect(await answered(person, hotpCode(1))).toBe(false);
  });

  replay.attack('a code of a YubiKey is refused again, and one from before it', async () => {
    const { person, key } = await withYubiKey();
    const [older, newer] = [key.press(), key.press()];
    expect(await answered(person, newer)).toBe(true);
    expect(await answered(person, newer)).toBe(false);
    expect(await answered(person, older)).toBe(false);
  });

  moved.attack('a token, a key and a pass of somebody else are no second factor', async () => {
    const bo = await withToken();
    const eve = await withToken();
    // Eve's own token stands further on, so that a code of it is none of Bo's.
    await answered(eve.person, hotpCode(12));
    expect(await answered(bo.person, hotpCode(13 + 100))).toBe(false);
    const key = await withYubiKey();
    expect(await answered((await withYubiKey()).person, key.key.press())).toBe(false);
    const pass = await issue(bo.person);
    await issue(eve.person);
    const browser = house.browser();
    const page = await choose(browser, await come(eve.person, browser), 'temporary-pass');
    expect(isIn(await answer(browser, page, { answer: pass }))).toBe(false);
  });

  moved.attack('a token that somebody has cannot be registered by another, whatever codes they saw', async () => {
    const { serial } = await withToken();
    const browser = house.browser();
    const page = await choose(browser, await come(somebody(), browser), 'oath-token');
    const refused = await answer(browser, page, { serial, answer: hotpCode(0), nextCode: hotpCode(1) });
    expect(textOf(refused)).toContain('do not fit');
    const held = await answer(browser, refused, { serial, answer: hotpCode(2), nextCode: hotpCode(3) });
    expect(textOf(held)).toContain('belongs to somebody else');
    expect(isIn(held)).toBe(false);
  });

  moved.attack('a row of another person, or of another tenant, opens for nobody', async () => {
    const { storage } = house.broker;
    const bo = await withToken();
    const [row] = await storage.factors.list(house.acme.id, await subjectOf(bo.person));
    if (row === undefined) throw new Error('no factor');
    const eve = await subjectOf(somebody());
    await storage.factors.remove(row.tenant, row.subject, row.id);
    await storage.factors.insert({ ...row, subject: eve });
    await expect(
      house.broker.people.open(
        { tenant: house.acme, snapshot: await house.broker.snapshots.live(house.acme.id) },
        { kind: 'operator' },
        idOfSubject(eve),
      ),
    ).rejects.toThrow();
    const token = await storage.tokens.ofFactor(house.acme.id, row.id);
    if (token === null) throw new Error('no token');
    await storage.tokens.add([{ ...token, tenant: house.umbra.id, id: token.id, position: 0 }]);
    await expect(house.broker.tokens.list(house.umbra.id, null, 1)).rejects.toThrow();
  });

  moved.attack('a token of another tenant is in nobody’s pool here', async () => {
    await house.broker.tokens.import(house.umbra.id, { text: `UMBRA-1,${secretHex},hotp` }, { leaveOutWrong: false });
    const browser = house.browser();
    const page = await choose(browser, await come(somebody(), browser), 'oath-token');
    const refused = await answer(browser, page, { serial: 'UMBRA-1', answer: hotpCode(0), nextCode: hotpCode(1) });
    expect(textOf(refused)).toContain('do not fit');
  });

  moved.attack('a factor whose token was taken out of the pool signs nobody in, also on a page from before', async () => {
    const { person, serial } = await withToken();
    const browser = house.browser();
    const page = await come(person, browser);
    expect(await house.broker.tokens.remove(house.acme.id, serial, { alsoHeld: true })).toMatchObject({ ok: true });
    expect(isIn(await answer(browser, page, { answer: hotpCode(2) }))).toBe(false);
  });

  guessing.attack('codes far ahead let nobody in by themselves, however many are tried in one sign-in', async () => {
    const { person } = await withToken();
    expect(await answered(person, hotpCode(30), hotpCode(50), hotpCode(70), hotpCode(90))).toBe(false);
  });

  guessing.attack('guessing the codes of a number in a pool ends the sign-in as well', async () => {
    const browser = house.browser();
    let page = await choose(browser, await come(somebody(), browser), 'oath-token');
    for (let tries = 0; tries < 6 && formOnPage(page); tries += 1)
      page = await answer(browser, page, { serial: 'SN-1', answer: '123456', nextCode: String(200_000 + tries) });
    expect(isIn(page)).toBe(false);
    expect(textOf(page)).toContain('Too many wrong codes');
  });

  replay.honest('the next code of each is good', async () => {
    const { person, codes } = await withToken();
    expect(await answered(person, hotpCode(2))).toBe(true);
    expect(await answered(person, hotpCode(30), hotpCode(31))).toBe(true);
    const browser = house.browser();
    const page = await choose(browser, await come(person, browser), 'recovery-code');
    expect(isIn(await answer(browser, page, { answer: codes[1] ?? '' }))).toBe(true);
    const yubi = await withYubiKey();
    expect(await answered(yubi.person, yubi.key.press())).toBe(true);
  });

  // From here on the clock of the broker runs ahead of that of the service.
  replay.attack('a pass that was used, or is over, is no way any more', async () => {
    const { person } = await withToken();
    const enter = async (pass: string) => {
      const browser = house.browser();
      const page = await choose(browser, await come(person, browser), 'temporary-pass');
      return page.status === 200 ? answer(browser, page, { answer: pass }) : page;
    };
    const used = await issue(person);
    expect(isIn(await enter(used))).toBe(true);
    expect(isIn(await enter(used))).toBe(false);
    const late = await issue(person);
    const browser = house.browser();
    const page = await choose(browser, await come(person, browser), 'temporary-pass');
    house.clock.advance(60 * 60_000);
    expect(isIn(await answer(browser, page, { answer: late }))).toBe(false);
    expect(textOf(await come(person))).not.toContain(methodTexts['temporary-pass'].instead);
  });

  guessing.attack('wrong codes of a token lock it like those of an app, and a locked one takes no right code', async () => {
    const { person } = await withToken();
    for (let login = 0; login < 3; login += 1) {
      const browser = house.browser();
      let page = await come(person, browser);
      for (let tries = 0; tries < 4 && formOnPage(page); tries += 1) page = await answer(browser, page, { answer: '000000' });
    }
    expect(await answeredOrNot(person, hotpCode(2))).toBe(false);
    house.clock.advance(24 * 3_600_000);
    expect(await answered(person, hotpCode(2))).toBe(true);
  });
});

const formOnPage = (page: BrowserPage) => page.body.includes('name="answer"');
/** Where no code is asked for any more, nobody gets in either. */
async function answeredOrNot(person: TestPerson, text: string): Promise<boolean> {
  const browser = house.browser();
  const page = await come(person, browser);
  return formOnPage(page) && isIn(await answer(browser, page, { answer: text }));
}
