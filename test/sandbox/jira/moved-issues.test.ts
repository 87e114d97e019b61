import { beforeEach, describe, expect, test } from '@jest/globals';
import { createDirectJira } from '../../../sandbox/jira/direct.ts';
import type { Desk, Issue } from '../../../sandbox/jira/model.ts';
import { moveIssue } from '../../../sandbox/jira/move-issue.ts';
import { basic, type Simulated, simulated, startOfTest } from './harness.ts';

let world: Simulated;
const agent = 'admin@acme.example';
const issueNamed = (key: string) => [...world.acme.issues.values()].find((issue) => issue.key === key) as Issue;
const deskNamed = (key: string) => [...world.acme.desks.values()].find((desk) => desk.projectKey === key) as Desk;

beforeEach(() => {
  world = simulated();
});

describe('an issue that was moved', () => {
  test('is found under its former key, and says its present one', async () => {
    const part = deskNamed('PART');
    const [type = null] = part.requestTypes;
    moveIssue(world.acme, issueNamed('IT-1'), { desk: part, type, at: startOfTest });
    const ask = world.as(agent);
    for (const path of ['/rest/api/3/issue/IT-1', '/rest/api/3/issue/it-1']) expect((await ask('GET', path)).body.key).toMatch(/^PART-/);
    expect((await ask('GET', '/rest/servicedeskapi/request/IT-1')).body).toMatchObject({
      serviceDeskId: part.id,
      issueKey: expect.stringMatching(/^PART-/),
    });
    expect(world.acme.asCustomer(world.account('ada@borealis.example')).request('IT-1')).toMatchObject({ deskId: part.id });
  });

  test('is no request any more without a type of the other desk', async () => {
    moveIssue(world.acme, issueNamed('IT-1'), { desk: deskNamed('PART'), type: null, at: startOfTest });
    const ask = world.as(agent);
    expect((await ask('GET', '/rest/servicedeskapi/request/IT-1')).status).toBe(404);
    expect((await ask('GET', '/rest/api/3/issue/IT-1')).status).toBe(200);
  });
});

test('a request whose type was deleted is none, neither in the API, nor in JQL, nor in the portal', async () => {
  const issue = issueNamed('IT-1');
  const desk = deskNamed('IT');
  desk.requestTypes = desk.requestTypes.filter((type) => type.id !== issue.requestTypeId);
  const ask = world.as(agent);
  expect((await ask('GET', '/rest/servicedeskapi/request/IT-1')).status).toBe(404);
  expect((await ask('GET', '/rest/servicedeskapi/request/IT-1/comment')).status).toBe(404);
  const found = await ask('POST', '/rest/api/3/search/jql', { jql: 'key in (IT-1, IT-2) AND cf[10010] is not EMPTY', fields: ['key'] });
  expect(found.body.issues.map(({ key }: { key: string }) => key)).toEqual(['IT-2']);
  expect(world.acme.asCustomer(issue.reporter).request('IT-1')).toBeNull();
});

test('JQL refuses a key that is not there', async () => {
  expect((await world.as(agent)('POST', '/rest/api/3/search/jql', { jql: 'key in (IT-1, IT-999)' })).status).toBe(400);
});

test.each([
  ['requests', 'ada@borealis.example', true],
  ['requests', 'dev@kestrel.example', false],
  ['desk', 'dev@kestrel.example', true],
  ['nothing', 'ada@borealis.example', false],
] as const)('where customers browse %s, it is said of %s and IT-1: %s', async (customersBrowse, email, granted) => {
  world.acme.settings.customersBrowse = customersBrowse;
  const { id } = issueNamed('IT-1');
  const projectPermissions = [{ permissions: ['BROWSE_PROJECTS'], issues: [Number(id)] }];
  const { body } = await world.as(agent)('POST', '/rest/api/3/permissions/check', { accountId: world.account(email), projectPermissions });
  expect(body.projectPermissions[0].issues).toEqual(granted ? [Number(id)] : []);
});

test('asked without a server, it answers the same', async () => {
  const { acme, clock } = world;
  const served = world.as(agent);
  const secret = acme.tokens.at(-1)?.secret ?? '';
  const direct = createDirectJira({ sites: [acme], clock });
  const headers = { authorization: basic(agent, secret) };
  const paths = [
    '/rest/servicedeskapi/servicedesk?limit=2',
    '/rest/servicedeskapi/request/IT-1',
    '/rest/api/3/issue/NONE-1',
    '/rest/api/3/myself',
  ];
  for (const path of paths) {
    const { status, body } = await served('GET', path);
    const answer = direct({ method: 'GET', url: `http://${acme.host}${path}`, headers });
    expect({ status: answer.status, body: JSON.parse(answer.body.replaceAll(`http://${acme.host}`, '')) }).toEqual({
      status,
      body: JSON.parse(JSON.stringify(body).replaceAll(`http://${acme.host}:8081`, '')),
    });
  }
  expect(direct({ method: 'GET', url: 'http://elsewhere.localhost/rest/api/3/myself', headers }).status).toBe(404);
  expect(direct({ method: 'GET', url: `http://${acme.host}/rest/nothing`, headers }).status).toBe(404);
});
