import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { textOf } from '../support/browser.ts';
import { type House, openHouse } from '../support/house.ts';
import { answer, arrive, codeOf, departFor, portals, postAnswer, signIn } from '../support/journey.ts';
import { codeOn, traceOf } from '../support/traces.ts';

/** Everything of a person that a provider tells, in words that occur nowhere else. */
const marked = { sub: 'mark-subject-7f3a', email: 'mark-mail-91c2@borealis.example', name: 'Markgiven Markfamily' };
const foreign = { sub: 'mark-foreign-subject', email: 'mark-foreign@elsewhere.example', name: 'Markother Markstranger' };
const group = 'mark-group-harbour';

const tokens: string[] = [];
let folder: string;
let house: House;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-marked-'));
  house = await openHouse({ database: { kind: 'sqlite', path: join(folder, 'broker.db') }, connections: ['borealis'] });
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a login of this person puts into circulation: codes, tokens, cookies. */
function behaveMarked(person: typeof marked): void {
  house.signsIn(house.borealis, person, {
    arrival: (parameters) => void tokens.push(parameters.get('code') ?? '', parameters.get('state') ?? ''),
    tokenAnswer: (given) => {
      for (const name of ['access_token', 'id_token']) if (typeof given[name] === 'string') tokens.push(given[name]);
      return given;
    },
    userInfo: (claims) => ({ ...claims, groups: [group] }),
  });
}

/** The bytes of the database and of everything that lies beside it. */
async function databaseText(): Promise<string> {
  const names = await readdir(folder);
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return Buffer.concat(files).toString('latin1');
}

const inUtf8 = (text: string) => Buffer.from(text).toString('latin1');

test('no name, address, group, subject, code or token of anybody stands in the database, whatever happened', async () => {
  // With a second factor, set up and used.
  const browser = house.browser();
  const { key } = await signIn(house, browser, house.borealis, marked);
  house.clock.advance(60_000);
  const next = house.browser();
  behaveMarked(marked);
  const asked = await next.get(house.borealis.authorize((await departFor(next, 'borealis')).url));
  const page = await postAnswer(next, await answer(next, asked, { answer: codeOf(house, key) }));
  expect(page.url).toBe(portals);

  // Refused for what the person is, and by the provider itself, in words of a stranger.
  const stranger = house.browser();
  const refused = await arrive(house, stranger, house.borealis, foreign);
  expect(textOf(refused)).toContain('Support code');
  const complaining = house.browser();
  // Claims and errors that are named after somebody.
  const odd = house.browser();
  house.signsIn(house.borealis, marked);
  const { url: oddUrl } = await departFor(odd, 'borealis');
  house.borealis.behave({
    claims: (claims) => ({ ...claims, [marked.email]: 'x', email: marked.email, aud: marked.email }),
    arrival: (parameters) => void parameters,
  });
  const oddPage = await odd.get(house.borealis.authorize(oddUrl));
  const failing = house.browser();
  const { url: failingUrl } = await departFor(failing, 'borealis');
  house.borealis.behave({
    arrival(parameters) {
      parameters.delete('code');
      parameters.set('error', `no entry for ${marked.name}`);
    },
  });
  const failed = await failing.get(house.borealis.authorize(failingUrl));
  house.signsIn(house.borealis, marked, {
    arrival(parameters) {
      parameters.delete('code');
      parameters.set('error', 'access_denied');
      parameters.set('error_description', 'mark-description for mark-mail-91c2@borealis.example');
    },
  });
  const denied = await complaining.get(house.borealis.authorize((await departFor(complaining, 'borealis')).url));

  // With the messages kept: they hold all of it, and are sealed.
  await house.broker.captures.start(house.acme.id, { id: 'borealis', protocol: 'oidc' }, 'operator');
  const recorded = house.browser();
  behaveMarked(marked);
  const note = await recorded.get(portals);
  const link = /<a [^>]*href="([^"]+)"[^>]*>Go on to your company</.exec(note.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  await recorded.get(house.borealis.authorize(link));
  const [kept] = await house.broker.captures.list(house.acme.id, 'borealis');
  const messages = JSON.stringify((await house.broker.captures.read(house.acme.id, kept?.id ?? '', 'operator'))?.messages);
  expect(messages).toContain(marked.email);

  const words = [marked, foreign].flatMap(({ sub, email, name }) => [sub, email, email.split('@')[0] ?? '', name, ...name.split(' ')]);
  const cookies = ['acme.localhost:8080', 'acme-login.localhost:8080'].flatMap((host) =>
    [browser, next, recorded].flatMap((each) => [...each.cookies(host).values()].flatMap((value) => value.split('.'))),
  );
  // Shorter ones are no secrets: the name of a company, a time.
  const secrets = [...tokens, ...cookies].filter((text) => text.length >= 20);
  expect(secrets.length).toBeGreaterThan(6);
  const text = await databaseText();
  const found = [...words, group, 'mark-description', ...secrets].filter((word) => text.includes(inUtf8(word)));
  expect(found).toEqual([]);

  // Nor in what an administrator is shown, where the tokens were left out of the messages as well.
  const traces = await Promise.all([page, refused, denied, oddPage, failed].map((each) => traceOf(house, each)));
  expect(traces.map((trace) => trace?.outcome)).toEqual(['signed-in', 'refused', 'refused', 'refused', 'refused']);
  const shown = JSON.stringify(traces);
  expect([...words, group, 'mark-description', ...secrets].filter((word) => shown.includes(word))).toEqual([]);
  expect(tokens.filter((token) => token !== '' && messages.includes(token))).toEqual([]);
  // And the log has none of it either.
  const log = JSON.stringify(house.log.lines);
  expect([...words, group, 'mark-description', ...secrets].filter((word) => log.includes(word))).toEqual([]);
  expect(codeOn(page)).not.toBe('');
});

test('the words would be found if they stood there', async () => {
  const text = await databaseText();
  expect(['oidc.arrival.error.access_denied', 'borealis'].map((word) => text.includes(inUtf8(word)))).toEqual([true, true]);
});
