import { expect, test } from '@jest/globals';
import { simulated } from './harness.ts';

const path = '/rest/api/3/search/jql';
const shared = simulated();
const admin = shared.as('admin@acme.example');

async function keys(jql: string, ask = admin): Promise<string[]> {
  const { status, body, text } = await ask('POST', path, { jql, fields: ['key'], maxResults: 100 });
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body.issues.map((issue: { key: string }) => issue.key).sort();
}

const ada = shared.account('ada@borealis.example');
const bo = shared.account('bo@borealis.example');
const dev = shared.account('dev@kestrel.example');
const borealis = [...shared.acme.organizations.values()][0]?.id ?? '';

test.each<[string, string[]]>([
  [`reporter = "${ada}"`, ['IT-1', 'IT-5', 'PART-1', 'PART-5']],
  [`reporter = "${ada}" AND cf[10010] is not EMPTY`, ['IT-1', 'IT-5', 'PART-1']],
  [
    `project in (IT, "Partner Support", 10002) AND reporter in ("${ada}", "${bo}") and project != HR`,
    ['IT-1', 'IT-2', 'IT-5', 'PART-1', 'PART-5'],
  ],
  [`cf[10035] = "${bo}"`, ['IT-1']],
  [`project = IT AND (reporter = "${ada}" OR cf[10035] = "${bo}") AND NOT statusCategory = Done`, ['IT-1', 'IT-5']],
  [`cf[10002] in (${borealis})`, ['PART-1']],
  ['Organizations = "Borealis Shipping"', ['PART-1']],
  [`cf[10036] = approver("${dev}")`, ['PART-3']],
  [`approvals = pendingBy("${dev}")`, ['PART-3']],
  [`approvals = pendingBy("${ada}")`, []],
  ['statusCategory = Done', ['IT-3']],
  ['project = IT and statusCategory in ("To Do", Done)', ['IT-2', 'IT-3']],
  ['text ~ "harbour"', ['IT-1']],
  ['text ~ "harb*" and project = IT', ['IT-1']],
  ['text ~ "harb"', []],
  ['summary ~ "harbour" or description ~ "harbour"', ['IT-1']],
  ['text ~ "\\"model ship\\""', ['IT-1']],
  ['project = IT and text !~ "harbour"', ['IT-2', 'IT-3', 'IT-4', 'IT-5']],
  ['created >= -3d and project = PART', ['PART-2', 'PART-3', 'PART-4']],
  ['created <= "2026-11-11" and project is not EMPTY', ['IT-3', 'PART-5']],
  ['"Request Type" = "Report a problem"', ['IT-1']],
  ['reporter = currentUser()', []],
])('%s', async (jql, expected) => {
  expect(await keys(jql)).toEqual(expected);
});

test.each([
  ['nothing to search for', ''],
  ['an order alone', 'ORDER BY created'],
  ['an unknown field', 'assignee = currentUser()'],
  ['an unknown custom field', 'cf[99999] is EMPTY'],
  ['an unknown function', 'reporter = membersOf("staff")'],
  ['an unknown person', 'reporter = "qm:nobody"'],
  ['an unknown project', 'project = NONE'],
  ['an operator the field lacks', 'reporter ~ "ada"'],
  ['a quotation without end', 'text ~ "harbour'],
  ['a reserved character', 'text ~ ada@borealis'],
  ['a broken parenthesis', '(project = IT'],
  ['words after the end', 'project = IT IT'],
  ['eight orders', 'project = IT order by created, updated, key, reporter, summary, created, updated, key'],
  ['an unknown order', 'project = IT order by votes'],
  ['a bad time', 'created > yesterday'],
  ['a name of Object', 'constructor = 1'],
])('%s is a 400', async (_what, jql) => {
  const answer = await admin('POST', path, { jql });
  expect([answer.status, answer.body.errorMessages]).toEqual([400, [expect.stringContaining('JQL')]]);
});

test('ids alone are given unless fields are asked for', async () => {
  const { body } = await admin('POST', path, { jql: 'project = HR' });
  expect(body).toEqual({ issues: [{ id: expect.any(String) }, { id: expect.any(String) }], isLast: true });
  const some = await admin('POST', path, { jql: 'project = HR', fields: ['summary', 'cf'], maxResults: 1 });
  expect(Object.keys(some.body.issues[0].fields)).toEqual(['summary']);
  const most = await admin('POST', path, { jql: 'project = HR', fields: ['*all', '-summary'] });
  expect(most.body.issues[0].fields).not.toHaveProperty('summary');
  expect(most.body.issues[0].fields.customfield_10010).toMatchObject({ requestType: {}, currentStatus: {} });
});

test('pages follow by token until the last, in a stable order, below the cap', async () => {
  const world = simulated();
  world.acme.settings.pageCap = 2;
  const ask = world.as('admin@acme.example');
  const seen: string[] = [];
  let nextPageToken: string | undefined;
  do {
    const { body } = await ask('POST', path, {
      jql: 'project = IT order by key',
      fields: ['summary'],
      maxResults: 100,
      ...(nextPageToken ? { nextPageToken } : {}),
    });
    expect(body.issues.length).toBeLessThanOrEqual(2);
    seen.push(...body.issues.map((issue: { key: string }) => issue.key));
    expect(body.isLast).toBe(body.nextPageToken === undefined);
    nextPageToken = body.nextPageToken;
  } while (nextPageToken);
  expect(seen).toEqual(['IT-1', 'IT-2', 'IT-3', 'IT-4', 'IT-5']);
});

test('a page token is good for its own query and seven days', async () => {
  const world = simulated();
  const ask = world.as('admin@acme.example');
  const { body } = await ask('POST', path, { jql: 'project = IT', maxResults: 1 });
  const next = (jql: string) => ask('POST', path, { jql, nextPageToken: body.nextPageToken });
  expect((await next('project = HR')).status).toBe(400);
  expect((await next('project = IT')).status).toBe(200);
  world.clock.advance(7 * 86_400_000);
  expect((await next('project = IT')).status).toBe(400);
  expect((await ask('POST', path, { jql: 'project = IT', nextPageToken: 'forged' })).status).toBe(400);
});

test('agents find what they may browse; customers find nothing this way', async () => {
  expect(await keys('statusCategory = Done', shared.as('tomas@acme.example'))).toEqual(['IT-3']);
  expect(await keys('cf[10010] is not EMPTY', shared.as('tomas@acme.example'))).toEqual(['IT-1', 'IT-2', 'IT-3', 'IT-4']);
  expect(await keys(`reporter = "${ada}"`, shared.as('ada@borealis.example'))).toEqual([]);
});

test('the index lags behind; issues named for reconciliation are read as they are', async () => {
  const world = simulated();
  const ask = world.as('admin@acme.example');
  world.acme.settings.searchLagMs = 5000;
  const issue = [...world.acme.issues.values()].find(({ key }) => key === 'IT-1');
  const found = async (reconcileIssues: number[] = []) =>
    (await ask('POST', path, { jql: 'project = IT and text ~ "unicorn"', reconcileIssues })).body.issues.length;
  await ask('POST', '/rest/servicedeskapi/request/IT-1/comment', { body: 'A unicorn', public: true });
  expect([await found(), await found([Number(issue?.id)])]).toEqual([0, 1]);
  world.clock.advance(4999);
  expect(await found()).toBe(0);
  world.clock.advance(1);
  expect(await found()).toBe(1);
  expect((await ask('POST', path, { jql: 'project = IT', reconcileIssues: Array.from({ length: 51 }, (_, id) => id) })).status).toBe(400);
});

test('a new request stays unfound while the index lags', async () => {
  const world = simulated();
  const ask = world.as('admin@acme.example');
  world.acme.settings.searchLagMs = 1000;
  const requestTypeId = [...world.acme.desks.values()][0]?.requestTypes.find(({ name }) => name === 'Ask a question')?.id;
  const made = await ask('POST', '/rest/servicedeskapi/request', {
    serviceDeskId: '1',
    requestTypeId,
    requestFieldValues: { summary: 'Fresh' },
  });
  const found = async (more: object = {}) => (await ask('POST', path, { jql: 'text ~ "fresh"', ...more })).body.issues.length;
  expect([await found(), await found({ reconcileIssues: [Number(made.body.issueId)] })]).toEqual([0, 1]);
  world.clock.advance(1000);
  expect(await found()).toBe(1);
});

test('the two sites keep their ids apart', async () => {
  const uma = shared.as('admin@umbra.example', shared.umbra);
  expect(await keys('cf[10210] is not EMPTY', uma)).toEqual(['LAB-1', 'LAB-2']);
  expect((await uma('POST', path, { jql: 'cf[10010] is not EMPTY' })).status).toBe(400);
  expect((await uma('POST', path, { jql: `reporter = "${ada}"` })).status).toBe(400);
});
