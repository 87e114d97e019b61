/** Who signs in with somebody's password has the address changed that the company tells, so that its owner hears of nothing. */
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Doer, PeopleScene } from '../../../broker/domain/ports/people.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { somebody } from '../../support/attacks/in-house.ts';
import type { TestPerson } from '../../support/house.ts';
import { departFor, enrol, postAnswer } from '../../support/journey.ts';
import { openSendingHouse, type SendingHouse, sentMethods } from '../../support/sending-house.ts';
import { methodsWith } from '../../support/sent-codes.ts';

jest.setTimeout(60_000);

const operator: Doer = { kind: 'operator' };
let house: SendingHouse;
let at: PeopleScene;
beforeAll(async () => {
  const { totp, 'sms-code': sms } = methodsWith();
  const methods = sentMethods({ totp, 'sms-code': { ...sms, enabled: false } });
  house = await openSendingHouse({ connections: ['borealis'], policy: 'nobody', methods });
  at = { tenant: house.acme, snapshot: await house.broker.snapshots.live(house.acme.id) };
});
afterAll(() => house.close());

type Claims = (claims: Record<string, unknown>) => Record<string, unknown>;

/** A sign-in on which the company tells this; gives its first page. */
async function comes(person: TestPerson, claims: Claims) {
  const browser = house.browser();
  house.signsIn(house.borealis, person, { claims, userInfo: () => ({ sub: person.sub }) });
  const { url } = await departFor(browser, 'borealis');
  return { browser, page: await browser.get(house.borealis.authorize(url)) };
}

/** Whom the broker writes to when somebody who was asked for a second factor sets one up at a sign-in like that. */
async function toldOf(claims: Claims): Promise<{ readonly person: TestPerson; readonly to: readonly string[] }> {
  const person = somebody();
  const first = await comes(person, (same) => same);
  await postAnswer(first.browser, first.page);
  const said = await house.broker.people.say(at, operator, { address: person.email }, { rule: 'required', until: null, reason: 'a test' });
  expect(said.ok).toBe(true);
  await house.skipMessages();
  const before = house.messages.outbox.list().length;
  const { browser, page } = await comes(person, claims);
  await enrol(house, browser, page);
  await house.broker.notices.settled();
  const sent = house.messages.outbox.list().toReversed().slice(before);
  return { person, to: sent.map(({ to }) => to).toSorted() };
}

const { attack, honest } = casesOf('people.unheard');

describe('a second factor that a thief sets up', () => {
  attack('with another address of the same company is told to its owner as well', async () => {
    const { person, to } = await toldOf((claims) => ({ ...claims, email: 'a.thief@borealis.example' }));
    expect(to).toEqual(['a.thief@borealis.example', person.email]);
  });

  attack.each<[string, Claims]>([
    ['an address that is not verified', (claims) => ({ ...claims, email: 'a.thief@borealis.example', email_verified: false })],
    ['an address of another company', (claims) => ({ ...claims, email: 'a.thief@kestrel.example' })],
    ['no address', (claims) => ({ ...claims, email: undefined })],
  ])('with %s is told to its owner alone', async (_, claims) => {
    const { person, to } = await toldOf(claims);
    expect(to).toEqual([person.email]);
  });

  honest('with the address that was given is told once', async () => {
    const { person, to } = await toldOf((claims) => claims);
    expect(to).toEqual([person.email]);
  });
});
