import { expect, test } from '@jest/globals';
import { addCustomer } from '../../../sandbox/jira/builders.ts';
import { simulated } from './harness.ts';

const world = simulated();
const view = (email: string) => world.acme.asCustomer(world.account(email));
const keysOf = (email: string) =>
  view(email)
    .requests()
    .map(({ key }) => key)
    .sort();

test('the portal list holds open desks, and restricted ones by list or organization', () => {
  expect(
    view('ada@borealis.example')
      .portals()
      .map(({ projectKey }) => projectKey),
  ).toEqual(['IT', 'PART']);
  expect(
    view('cleo@borealis.example')
      .portals()
      .map(({ projectKey }) => projectKey),
  ).toEqual(['IT', 'HR', 'PART']);
  const stranger = addCustomer(world.acme, { email: 'stranger@else.example' });
  expect(
    world.acme
      .asCustomer(stranger.accountId)
      .portals()
      .map(({ projectKey }) => projectKey),
  ).toEqual(['IT']);
});

test('request types are shown in their groups, without hidden and without restricted ones', () => {
  const names = (email: string, desk: string) =>
    view(email)
      .requestTypes(desk)
      ?.flatMap(({ types }) => types.map(({ name }) => name));
  expect(names('ada@borealis.example', '1')).not.toContain('Security incident');
  expect(names('ada@borealis.example', '1')).not.toContain('Firewall change');
  expect(names('bo@borealis.example', '1')).toContain('Firewall change');
  expect(names('dev@kestrel.example', '4')).toContain('Robot safety report');
  expect(view('ada@borealis.example').requestTypes('2')).toBeNull();
});

test('my requests are those one is involved in and may open', () => {
  expect(keysOf('ada@borealis.example')).toEqual(['IT-1', 'PART-1']);
  expect(keysOf('bo@borealis.example')).toEqual(['IT-1', 'IT-2', 'PART-1']);
  expect(keysOf('cleo@borealis.example')).toEqual(['HR-1', 'PART-1', 'PART-2']);
  expect(keysOf('dev@kestrel.example')).toEqual(['IT-3', 'PART-3', 'PART-4']);
});

test('a request shows visible fields and public comments, nothing of staff', () => {
  const request = view('ada@borealis.example').request('IT-1');
  expect(Object.keys(request?.visibleFields ?? {})).toEqual(['summary', 'description', 'customfield_10121', 'customfield_10122']);
  expect(view('ada@borealis.example').comments('IT-1')).toHaveLength(2);
  expect(view('dev@kestrel.example').request('IT-1')).toBeNull();
  expect(view('dev@kestrel.example').comments('IT-1')).toBeNull();
});

test('somebody deactivated or unknown sees nothing', () => {
  const gone = addCustomer(world.acme, { email: 'gone@borealis.example', active: false });
  for (const accountId of [gone.accountId, 'qm:unknown:1']) {
    const nothing = world.acme.asCustomer(accountId);
    expect([nothing.portals(), nothing.requests(), nothing.requestTypes('1'), nothing.request('IT-1')]).toEqual([[], [], null, null]);
  }
});

test('what a customer gets from the API is what the portal shows', async () => {
  for (const email of [
    'ada@borealis.example',
    'bo@borealis.example',
    'cleo@borealis.example',
    'dev@kestrel.example',
    'eli@kestrel.example',
    'faye@kestrel.example',
  ]) {
    const ask = world.as(email);
    for (const issue of world.acme.issues.values()) {
      const shown = view(email).request(issue.key) !== null;
      expect([email, issue.key, (await ask('GET', `/rest/servicedeskapi/request/${issue.key}`)).status]).toEqual([
        email,
        issue.key,
        shown ? 200 : 404,
      ]);
    }
  }
});
