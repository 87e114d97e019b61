import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { textOf } from '../support/browser.ts';
import { type House, openHouse, people } from '../support/house.ts';
import { answer, arrive, codeOf, departFor, enrol, portals, postAnswer, signIn } from '../support/journey.ts';
import { codeOn, traceOf } from '../support/traces.ts';

const portalEntity = 'http://acme-login.localhost:8080/saml/portal';

describe.each(['sqlite', 'postgres'] as const)('on %s', (database) => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ database, connections: ['borealis'] });
  }, 60_000);
  afterAll(() => house.close());

  const stepsOf = async (page: Parameters<typeof traceOf>[1]) =>
    ((await traceOf(house, page))?.steps ?? []).map(({ step, ok, because }) => [step, ok, because]);

  test('a sign-in with a second factor leaves its steps, and the portal shows the code that opens them', async () => {
    const browser = house.browser();
    const { key } = await signIn(house, browser, house.borealis, people.ada);
    house.clock.advance(60_000);

    const next = house.browser();
    house.signsIn(house.borealis, people.ada);
    const { url } = await departFor(next, 'borealis');
    house.clock.advance(4_000);
    const asked = await next.get(house.borealis.authorize(url));
    house.clock.advance(2_500);
    const page = await postAnswer(next, await answer(next, asked, { answer: codeOf(house, key) }));
    expect(page.url).toBe(portals);
    expect(textOf(page)).toContain('Support code of your sign-in:');

    const trace = await traceOf(house, page);
    expect(trace).toMatchObject({ outcome: 'signed-in', code: 'signed_in', connection: 'borealis', party: portalEntity, kept: null });
    // The clock goes on by itself as well.
    expect(Math.floor((trace?.tookMs ?? 0) / 500)).toBe(13);
    expect(trace?.steps.map(({ step, afterMs }) => [step, Math.floor(afterMs / 500) / 2])).toEqual([
      ['request', 0],
      ['choice', 0],
      ['departure', 0],
      ['provider', 4],
      ['policy', 4],
      ['second-factor', 6.5],
      ['policy', 6.5],
      ['admission', 6.5],
      ['issue', 6.5],
    ]);
    expect(trace?.steps.every(({ ok, because }) => ok && because !== '')).toBe(true);
    const provider = trace?.steps.find(({ step }) => step === 'provider');
    expect(provider?.checks).toEqual(expect.arrayContaining(['answer', 'signature', 'issuer', 'audience', 'times']));
    expect(provider?.claims).toEqual(
      expect.arrayContaining([
        { name: 'groups', count: 2 },
        { name: 'email', count: 1 },
      ]),
    );
    expect(provider?.understood).toEqual(
      expect.arrayContaining([
        { name: 'groups', count: 2 },
        { name: 'email-verified', count: 1 },
      ]),
    );
    expect((await stepsOf(page)).slice(4, 9)).toEqual([
      ['policy', true, 'challenge:totp, otherwise'],
      ['second-factor', true, 'use:totp, right'],
      ['policy', true, 'respond, otherwise'],
      ['admission', true, expect.stringContaining('binding.known')],
      ['issue', true, 'reached:strong'],
    ]);
  });

  test('an answer from the session has a trace of its own', async () => {
    const browser = house.browser();
    const { page } = await signIn(house, browser, house.borealis, people.bo);
    const first = codeOn(page);
    browser.cookies('acme.localhost:8080').delete('__Host-session');
    const again = await browser.get(portals);
    const back = await postAnswer(browser, again);
    expect([back.url, codeOn(back) === first]).toEqual([portals, false]);
    expect((await stepsOf(back)).map(([step]) => step)).toEqual(['request', 'session', 'policy', 'admission', 'issue']);
  });

  test('a set-up on the way is told', async () => {
    const browser = house.browser();
    const who = { sub: 'b-new', email: 'new@borealis.example', name: 'New Person' };
    const { answered } = await enrol(house, browser, await arrive(house, browser, house.borealis, who));
    const page = await postAnswer(browser, answered);
    expect(await stepsOf(page)).toContainEqual(['second-factor', true, 'set-up:totp, right']);
    expect(await stepsOf(page)).toContainEqual(['admission', true, expect.stringContaining('binding.new')]);
  });

  test('a refusal has the steps before it, and the one that failed', async () => {
    const browser = house.browser();
    house.signsIn(house.borealis, people.ada, { arrival: (parameters) => parameters.set('error', 'access_denied') });
    const page = await browser.get(house.borealis.authorize((await departFor(browser, 'borealis')).url));
    const trace = await traceOf(house, page);
    expect(trace).toMatchObject({ outcome: 'refused', code: 'oidc_access_denied', party: portalEntity, step: 'callback' });
    expect(trace?.steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['request', true],
      ['choice', true],
      ['departure', true],
      ['provider', false],
    ]);
    expect(trace?.steps.at(-1)).toMatchObject({
      because: 'oidc.arrival.error.access_denied',
      facts: { 'provider-answer': 'access_denied' },
    });
  });

  test('a provider that cannot be left for is named, with its connection', async () => {
    house.borealis.behave({ endpoint: { discovery: (_request, response) => void response.writeHead(500).end() } });
    house.clock.advance(24 * 3_600_000);
    const page = await house.browser().get(portals);
    house.borealis.behave({});
    expect(page.status).toBeGreaterThanOrEqual(500);
    const trace = await traceOf(house, page);
    expect(trace).toMatchObject({ outcome: 'refused', connection: 'borealis', party: portalEntity, step: 'depart' });
    expect(trace?.steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['request', true],
      ['choice', true],
      ['departure', false],
    ]);
    expect(house.log.lines.at(-1)).toMatchObject({ level: 'error', event: 'failed' });
  });

  test('an administrator sees who signed in last, without knowing who', async () => {
    const { traces } = house.broker.storage;
    const [latest] = await traces.latest(house.acme.id, 'borealis', 1);
    expect(latest).toMatchObject({ outcome: 'refused' });
    expect((await traces.lastSignIns(house.acme.id, ['borealis'])).get('borealis')).toBeLessThanOrEqual(house.clock.now());
    expect(await traces.latest(house.umbra.id, 'borealis', 5)).toEqual([]);
  });
});

test('whoever signs in over and over leaves ten traces a minute', async () => {
  const house = await openHouse({ policy: 'nobody', connections: ['borealis'] });
  try {
    const before = (await house.broker.storage.traces.latest(house.acme.id, 'borealis', 50)).length;
    for (let count = 0; count < 12; count += 1) {
      const browser = house.browser();
      expect((await postAnswer(browser, await arrive(house, browser, house.borealis, people.ada))).url).toBe(portals);
    }
    const other = house.browser();
    const page = await postAnswer(other, await arrive(house, other, house.borealis, people.bo));
    expect(await traceOf(house, page)).not.toBeNull();
    expect(await house.broker.storage.traces.latest(house.acme.id, 'borealis', 50)).toHaveLength(before + 11);
  } finally {
    await house.close();
  }
});
