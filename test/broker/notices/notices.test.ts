import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../../broker/domain/app-error.ts';
import type { SubjectKey, TenantId } from '../../../broker/domain/brands.ts';
import type { Mail } from '../../../broker/domain/ports/mailer.ts';
import type { Notices, NoticeTo, PersonEvent } from '../../../broker/domain/ports/notices.ts';
import { noPlaces } from '../../../broker/domain/ports/places.ts';
import { createNotices, type NoticesDeps } from '../../../broker/notices/notices.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createRecordedLog, type RecordedLog } from '../../support/recorded-log.ts';
import { openTestStorage, type TestStorage } from '../../support/storage.ts';

const tenant = 'ten_acme' as TenantId;
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';
const ada: NoticeTo = {
  tenant: { id: tenant },
  subject: 'ada' as SubjectKey,
  siteName: 'Acme Help',
  mailbox: { address: 'ada@borealis.example' },
  visit: { address: '203.0.113.7', agent: firefox },
};

let clock: ReturnType<typeof createFakeClock>;
let storage: TestStorage;
let log: RecordedLog;
let mails: Mail[];
/** What administrators gave, by person. */
const given = new Map<SubjectKey, string[]>();
let toAdministrators: { subject: string; text: string }[];
let notices: Notices;

const noticesWith = (more: Partial<NoticesDeps> = {}) =>
  createNotices({
    mailer: {
      deliver: () => undefined,
      async send(mail) {
        mails.push(mail);
        return { sent: true };
      },
      problem: async () => null,
      close: async () => {},
    },
    notify: async (_, words) => void toAdministrators.push(words('Acme Help')),
    givenAddresses: async (at, subject) => (at === tenant ? (given.get(subject) ?? []) : []),
    rates: storage.rates,
    places: noPlaces,
    clock,
    log,
    ...more,
  });

beforeEach(async () => {
  clock = createFakeClock();
  storage = await openTestStorage({ clock });
  log = createRecordedLog();
  mails = [];
  given.clear();
  toAdministrators = [];
  notices = noticesWith();
});
afterEach(() => storage.close());

async function told(event: PersonEvent, to: NoticeTo = ada, times = 1): Promise<readonly Mail[]> {
  for (let time = 0; time < times; time += 1) notices.tellPerson(to, event);
  await notices.settled();
  return mails;
}

describe('a notice to a person', () => {
  test('says what happened, when and from where, to the address of this sign-in', async () => {
    expect(await told({ kind: 'factor-added', method: 'webauthn' })).toEqual([
      { to: 'ada@borealis.example', subject: 'Acme Help: a second step was set up', text: expect.any(String) },
    ]);
    expect(mails[0]?.text).toContain('at Acme Help: a security key or passkey.');
    expect(mails[0]?.text).toContain('When: 21 November 2026 at 12:00 UTC\nAddress: 203.0.113.7\nBrowser: Firefox on Windows\n');
  });

  test('goes to the addresses that administrators gave as well, to each mailbox once', async () => {
    given.set(ada.subject, ['ada@borealis.example', 'ada.aker@borealis.example']);
    const toWhom = async (mailbox: NoticeTo['mailbox'], subject = ada.subject) => {
      mails.length = 0;
      return (await told({ kind: 'recovery-codes-made' }, { ...ada, subject, mailbox })).map(({ to }) => to).toSorted();
    };
    expect(await toWhom({ address: 'thief@borealis.example' })).toEqual([
      'ada.aker@borealis.example',
      'ada@borealis.example',
      'thief@borealis.example',
    ]);
    expect(await toWhom(null)).toEqual(['ada.aker@borealis.example', 'ada@borealis.example']);
    expect(await toWhom({ address: 'Ada@Borealis.example' })).toEqual(['Ada@Borealis.example', 'ada.aker@borealis.example']);
    expect(new Set(mails.map(({ text, subject }) => subject + text)).size).toBe(1);
    expect(await toWhom(null, 'bo' as SubjectKey)).toEqual([]);
    // All of them are one of the day's five.
    given.set(ada.subject, []);
    expect([await toWhom(ada.mailbox), await toWhom(ada.mailbox), await toWhom(ada.mailbox)].map(({ length }) => length)).toEqual([
      1, 1, 0,
    ]);
  });

  test('goes to the address of the sign-in where those that were given cannot be read', async () => {
    notices = noticesWith({ givenAddresses: () => Promise.reject(new AppError('sealed_value_unreadable')) });
    expect((await told({ kind: 'not-me' })).map(({ to }) => to)).toEqual(['ada@borealis.example']);
    expect(log.lines).toContainEqual(expect.objectContaining({ event: 'notice-not-sent' }));
  });

  test('names the place where that is known', async () => {
    const placeOf = () => ({ country: 'NO', at: null });
    notices = noticesWith({ places: { placeOf, isKnown: true, source: { builtAt: 0, kind: 'own', isDbipLite: false } } });
    expect((await told({ kind: 'not-me' }))[0]?.text).toContain('Address: 203.0.113.7\nPlace: Norway\nBrowser:');
    notices = noticesWith({ places: { placeOf, isKnown: true, source: { builtAt: 0, kind: 'DBIP', isDbipLite: true } } });
    expect((await told({ kind: 'not-me' }))[1]?.text).toContain('Place: Norway (IP geolocation by DB-IP)');
  });

  test.each<PersonEvent>([
    { kind: 'factor-added', method: 'totp' },
    { kind: 'factor-renamed', method: 'push' },
    { kind: 'factor-removed', method: 'sms-code' },
    { kind: 'recovery-codes-made' },
    { kind: 'recovery-code-used', left: 2 },
    { kind: 'locked', until: Date.UTC(2026, 10, 21, 13) },
    { kind: 'not-me' },
    { kind: 'browser-stolen' },
    { kind: 'pass-used' },
    { kind: 'reset' },
    { kind: 'key-cloned' },
  ])('has no link, no gap and nothing of the browser’s own words: $kind', async (event) => {
    const agent = 'Go to https://evil.example now\r\nBcc: all@evil.example Firefox/1';
    const [mail] = await told(event, {
      ...ada,
      siteName: 'Acme https://acme.evil.example\r\nHelp',
      visit: { address: '203.0.113.7', agent },
    });
    expect(`${mail?.subject}\n${mail?.text}`).not.toMatch(/https?:|www\.|evil|[{}]|\r/);
    expect(mail?.subject).toMatch(/^Acme Help: \S/);
    expect(mail?.text).toContain('When: 21 November 2026');
  });

  test.each([
    [9, '9 are left.'],
    [3, 'Only 3 are left: make new ones soon.'],
    [1, 'One is left: make new ones soon.'],
    [0, 'None is left: make new ones now.'],
  ])('warns when few recovery codes are left: %i', async (left, words) => {
    expect((await told({ kind: 'recovery-code-used', left }))[0]?.text).toContain(words);
  });

  test('says nothing of a browser where none was there', async () => {
    const [mail] = await told({ kind: 'reset' }, { ...ada, visit: null });
    expect(mail?.text).not.toMatch(/Address:|Browser:/);
  });

  test('goes nowhere without an address, and without a mail server', async () => {
    expect(await told({ kind: 'reset' }, { ...ada, mailbox: null })).toEqual([]);
    notices = noticesWith({ mailer: null });
    expect(await told({ kind: 'reset' })).toEqual([]);
  });

  test('comes five times a day of each kind, the last one saying so; another kind is not used up by it', async () => {
    await told({ kind: 'factor-renamed', method: 'totp' }, ada, 8);
    expect(mails).toHaveLength(5);
    expect(mails.map(({ text }) => text.includes('no more messages about it'))).toEqual([false, false, false, false, true]);
    expect(await told({ kind: 'factor-added', method: 'totp' })).toHaveLength(6);
    clock.advance({ days: 1 });
    expect(await told({ kind: 'factor-renamed', method: 'totp' })).toHaveLength(7);
  });

  test('does not use up what others are told', async () => {
    await told({ kind: 'not-me' }, ada, 8);
    await told({ kind: 'not-me' }, { ...ada, subject: 'bo' as SubjectKey });
    await told({ kind: 'not-me' }, { ...ada, tenant: { id: 'ten_umbra' as TenantId } });
    expect(mails).toHaveLength(7);
  });

  test('stops nothing when it cannot be counted; the log says so, without the address', async () => {
    const away = { ...storage.rates, hit: () => Promise.reject(new AppError('database_unavailable', {})) };
    notices = noticesWith({ rates: away });
    expect(await told({ kind: 'not-me' })).toEqual([]);
    expect(log.lines).toEqual([
      { level: 'info', event: 'second-factor', fields: { tenant, purpose: 'not-me', person: 'ada' } },
      { level: 'warn', event: 'notice-not-sent', fields: { tenant, purpose: 'not-me', code: 'database_unavailable' } },
    ]);
  });
});

describe('a notice to the administrators', () => {
  async function happened(
    kind: 'not-me' | 'key-cloned' | 'browser-stolen',
    who: string,
    person = `${who}@borealis.example`,
  ): Promise<void> {
    notices.tellAdministrators(tenant, { kind, person, subject: who as SubjectKey });
    await notices.settled();
  }

  test('tells of money and of people', async () => {
    notices.tellAdministrators(tenant, { kind: 'sms-country-paused', country: 'NO' });
    notices.tellAdministrators(tenant, { kind: 'not-me', person: 'ada@borealis.example', subject: ada.subject });
    await notices.settled();
    expect(toAdministrators.map(({ subject }) => subject)).toEqual([
      'Acme Help: new numbers of Norway are paused',
      'Acme Help: somebody signed in as another person',
    ]);
    expect(toAdministrators[1]?.text).toContain('ada@borealis.example was asked on their phone');
  });

  test.each(['sms-budget-low', 'sms-budget-spent', 'sms-set-ups-spent'] as const)('has words without gaps: %s', async (kind) => {
    notices.tellAdministrators(tenant, { kind });
    await notices.settled();
    expect(toAdministrators[0]?.text).not.toMatch(/[{}]/);
  });

  test('comes twenty times a day of each kind at most', async () => {
    for (let count = 0; count < 25; count += 1) notices.tellAdministrators(tenant, { kind: 'sms-country-paused', country: 'NO' });
    await notices.settled();
    expect(toAdministrators).toHaveLength(20);
    expect(toAdministrators.filter(({ text }) => text.includes('several times today'))).toHaveLength(1);
  });

  test('comes three times a day about one person, whatever they call themselves', async () => {
    for (let count = 0; count < 25; count += 1) await happened('not-me', 'mallory', `mallory${count}@umbra.example`);
    expect(toAdministrators).toHaveLength(3);
    expect(toAdministrators.map(({ text }) => text.includes('about this person'))).toEqual([false, false, true]);
  });

  test('is not drowned by what one other person makes happen all day', async () => {
    for (const kind of ['not-me', 'key-cloned', 'browser-stolen'] as const) {
      for (let count = 0; count < 50; count += 1) await happened(kind, 'mallory');
      await happened(kind, 'ada');
    }
    expect(toAdministrators.filter(({ text }) => text.includes('ada@borealis.example'))).toHaveLength(3);
  });

  test('comes about twenty people a day at most, and says so', async () => {
    for (let count = 0; count < 25; count += 1) await happened('not-me', `p${count}`);
    expect(toAdministrators).toHaveLength(20);
    expect(toAdministrators.at(-1)?.text).toContain('the twentieth person today');
    clock.advance({ hours: 24 });
    await happened('not-me', 'p24');
    expect(toAdministrators).toHaveLength(21);
  });

  test('stops nothing when the settings cannot be read', async () => {
    notices = noticesWith({ notify: () => Promise.reject(new Error('away')) });
    notices.tellAdministrators(tenant, { kind: 'sms-budget-low' });
    await notices.settled();
    expect(log.lines[0]).toMatchObject({ event: 'notice-not-sent', fields: { code: 'internal' } });
  });
});
