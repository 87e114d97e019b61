import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AccountId } from '../../../../broker/domain/brands.ts';
import { addComment } from '../../../../sandbox/jira/builders.ts';
import type { Issue } from '../../../../sandbox/jira/model.ts';
import { type JiraBench, openJiraBench } from './harness.ts';

let bench: JiraBench;

beforeAll(async () => {
  bench = await openJiraBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.sent.length = 0;
});

function issueCalled(summary: string): Issue {
  const issue = [...bench.acme.issues.values()].find(({ fieldValues }) => fieldValues.get('summary') === summary);
  if (!issue) throw new Error(`no issue is called ${summary}`);
  return issue;
}

describe('desks and request types', () => {
  test('lists the desks of the site', async () => {
    const desks = await bench.jira.desks();
    expect(desks.map(({ id, projectKey, name }) => [id, projectKey, name])).toEqual([
      ['1', 'IT', 'IT Help'],
      ['2', 'HR', 'HR'],
      ['4', 'PART', 'Partner Support'],
    ]);
    expect(desks[0]).toEqual({ id: '1', projectId: '10001', projectKey: 'IT', name: 'IT Help' });
  });

  test('finds one desk, and gives null for one that is not there or could not be', async () => {
    expect(await bench.jira.findDesk('2')).toMatchObject({ id: '2', name: 'HR' });
    expect(await bench.jira.findDesk('99')).toBeNull();
    bench.sent.length = 0;
    expect(await bench.jira.findDesk('../organization')).toBeNull();
    expect(await bench.jira.findDesk('projectKey:IT')).toBeNull();
    expect(bench.sent).toHaveLength(0);
  });

  test('reads groups in their order, and request types with groups and picture', async () => {
    const groups = await bench.jira.requestTypeGroups('1');
    expect(groups.map(({ name }) => name)).toEqual(['Common requests', 'Access and accounts', 'Equipment']);
    const types = await bench.jira.requestTypes('1');
    const problem = types.find(({ name }) => name === 'Report a problem');
    expect(problem).toMatchObject({ deskId: '1', groupIds: [groups[0]?.id], description: 'Something does not work as it should.' });
    expect(problem?.iconUrl).toMatch(/^http.*universal_avatar/);
    expect(types.find(({ name }) => name === 'Security incident')?.groupIds).toEqual([]);
  });

  test('reads the form with choices, schemas and hidden fields marked', async () => {
    const types = await bench.jira.requestTypes('1');
    const problem = types.find(({ name }) => name === 'Report a problem');
    const fields = await bench.jira.requestFields('1', problem?.id ?? '');
    expect(fields[0]).toMatchObject({
      id: 'summary',
      name: 'What goes wrong?',
      required: true,
      visible: true,
      schema: { type: 'string', items: null, system: 'summary', custom: null },
    });
    const impact = fields.find(({ id }) => id === 'customfield_10121');
    expect(impact?.schema.custom).toBe('com.atlassian.jira.plugin.system.customfieldtypes:select');
    expect(impact?.choices[0]).toEqual({ value: expect.stringMatching(/^\d+$/), label: expect.any(String), children: [] });
    expect(fields.filter(({ visible }) => !visible).map(({ id }) => id)).toEqual(['customfield_10127']);
  });

  test('asks which request types somebody may raise, in batches of fifty, and believes only what it asked', async () => {
    const types = (await bench.jira.requestTypes('1')).map(({ id }) => id);
    const restricted = (await bench.jira.requestTypes('1')).find(({ name }) => name === 'Firewall change')?.id ?? '';
    const dev = bench.account('dev@kestrel.example');
    expect(await bench.jira.creatableRequestTypes('1', dev, types)).toEqual(new Set(types.filter((id) => id !== restricted)));
    expect((await bench.jira.creatableRequestTypes('1', bench.account('bo@borealis.example'), types)).has(restricted)).toBe(true);
    expect(await bench.jira.creatableRequestTypes('2', dev, ['1', '2'])).toEqual(new Set());
    bench.sent.length = 0;
    const many = Array.from({ length: 101 }, (_, index) => String(90_000 + index));
    expect(await bench.jira.creatableRequestTypes('1', dev, many)).toEqual(new Set());
    expect(bench.count('POST', '/requesttype/permissions/check')).toBe(3);
    expect(bench.sent.every(({ request }) => request.headers?.['x-experimentalapi'] === 'opt-in')).toBe(true);
  });
});

describe('organizations', () => {
  test('reads those of a person and those of a desk', async () => {
    expect((await bench.jira.organizationsOf(bench.account('ada@borealis.example'))).map(({ name }) => name)).toEqual([
      'Borealis Shipping',
    ]);
    expect((await bench.jira.organizationsOfDesk('4')).map(({ name }) => name).sort()).toEqual(['Borealis Shipping', 'Kestrel Robotics']);
    expect(await bench.jira.organizationsOfDesk('2')).toEqual([]);
  });

  test('an account that Jira does not know is an error, not an empty list', async () => {
    await expect(bench.jira.organizationsOf('qm:nobody' as AccountId)).rejects.toMatchObject({ code: 'jira_not_found' });
    await expect(bench.jira.organizationsOf('x&accountId=y' as AccountId)).rejects.toMatchObject({ code: 'jira_not_found' });
  });
});

describe('one request', () => {
  test('is read with status, fields and type, and without anybody’s e-mail address', async () => {
    const issue = issueCalled('Wi-Fi drops in the harbour office');
    const request = await bench.jira.findRequest(issue.key);
    expect(request).toMatchObject({
      id: issue.id,
      key: issue.key,
      deskId: '1',
      requestTypeName: 'Report a problem',
      summary: 'Wi-Fi drops in the harbour office',
      reporter: { accountId: bench.account('ada@borealis.example'), displayName: 'Ada Aalto' },
      createdAt: issue.createdAt,
      status: { category: 'indeterminate' },
    });
    expect(request?.fields.find(({ id }) => id === 'customfield_10121')?.value).toMatchObject({ value: 'My team' });
    expect(JSON.stringify(request)).not.toContain('@');
    expect(await bench.jira.findRequest(issue.id)).toEqual(request);
  });

  test.each(['IT-999', '999999', 'NOPE-1', 'IT-1/comment', 'IT-1?expand=x', '..', '', 'IT 1', 'IT-1%2f'])(
    'is null where there is none: "%s"',
    async (key) => {
      expect(await bench.jira.findRequest(key)).toBeNull();
    },
  );

  test('has participants, approvers and a status history', async () => {
    const issue = issueCalled('Wi-Fi drops in the harbour office');
    expect(await bench.jira.participants(issue.key)).toEqual([{ accountId: bench.account('bo@borealis.example'), displayName: 'Bo Berg' }]);
    const history = await bench.jira.statusHistory(issue.key);
    expect(history).toHaveLength(issue.statusHistory.length);
    expect(history[0]?.at).toBe(issue.statusHistory.at(-1)?.at);
    const approved = [...bench.acme.issues.values()].find(({ approvals }) => approvals.length > 0);
    const approvers = approved?.approvals.flatMap(({ approvers: people }) => people.map(({ accountId }) => accountId));
    expect(await bench.jira.approvers(approved?.key ?? '')).toEqual([...new Set(approvers)]);
    expect(await bench.jira.approvers(issue.key)).toEqual([]);
  });

  test('has facts of the platform: security level and organizations', async () => {
    const open = issueCalled('Wi-Fi drops in the harbour office');
    expect(await bench.jira.findIssueFacts(open.key)).toEqual({
      id: open.id,
      key: open.key,
      projectId: '10001',
      hasSecurityLevel: false,
      organizationIds: [],
    });
    expect(await bench.jira.findIssueFacts(issueCalled('Unusual sign-ins to the booking account').key)).toMatchObject({
      hasSecurityLevel: true,
    });
    const shared = [...bench.acme.issues.values()].find(({ organizationIds }) => organizationIds.length > 0);
    expect((await bench.jira.findIssueFacts(shared?.key ?? ''))?.organizationIds).toEqual(shared?.organizationIds);
    expect(await bench.jira.findIssueFacts('IT-999')).toBeNull();
  });

  test('may be browsed by some and not by others', async () => {
    const breach = issueCalled('Unusual sign-ins to the booking account');
    expect(await bench.jira.mayBrowse(bench.account('nora@acme.example'), breach.id)).toBe(true);
    expect(await bench.jira.mayBrowse(bench.account('ada@borealis.example'), breach.id)).toBe(false);
    await expect(bench.jira.mayBrowse(bench.account('ada@borealis.example'), 'IT-1')).rejects.toMatchObject({ code: 'jira_not_found' });
  });
});

describe('comments', () => {
  test('are read public only by one API, and with flag and restriction by the other', async () => {
    const issue = issueCalled('Wi-Fi drops in the harbour office');
    const shown = await bench.jira.comments(issue.key);
    expect(shown.every((comment) => comment.public)).toBe(true);
    expect(shown[0]).toMatchObject({ author: { displayName: 'Nora Nilsen' }, body: expect.stringContaining('Which floor') });
    expect(JSON.stringify(shown)).not.toContain('@');
    expect(bench.sent.at(-1)?.request.url).toContain('public=true&internal=false');

    const platform = await bench.jira.platformComments(issue.key);
    expect(platform).toHaveLength(issue.comments.length);
    expect(platform.filter(({ jsdPublic }) => jsdPublic === false)).toHaveLength(1);
    expect(platform.filter(({ restricted }) => restricted)).toHaveLength(1);
  });

  test('are read to the last page, however small the pages of the server are', async () => {
    const issue = issueCalled('Where do I find the time sheet of last month?');
    const nora = bench.acme.users.get(bench.account('nora@acme.example'));
    if (!nora) throw new Error('Nora is gone');
    for (let index = 0; index < 20; index += 1) addComment(bench.acme, issue, { author: nora, body: `Note ${index}` });
    bench.acme.settings.pageCap = 3;
    try {
      expect(await bench.jira.comments(issue.key)).toHaveLength(21);
      expect(await bench.jira.platformComments(issue.key)).toHaveLength(21);
    } finally {
      bench.acme.settings.pageCap = 50;
    }
  });
});

describe('search', () => {
  test('gives keys in the order of the JQL, page by page', async () => {
    const first = await bench.jira.search({
      jql: 'project = 10001 ORDER BY created DESC',
      nextPageToken: null,
      maxResults: 2,
      reconcile: [],
    });
    expect(first.keys).toHaveLength(2);
    expect(first.nextPageToken).not.toBeNull();
    const rest = await bench.jira.search({
      jql: 'project = 10001 ORDER BY created DESC',
      nextPageToken: first.nextPageToken,
      maxResults: 50,
      reconcile: [],
    });
    expect(rest.nextPageToken).toBeNull();
    const wanted = [...bench.acme.issues.values()].filter(({ deskId }) => deskId === '1').sort((a, b) => b.createdAt - a.createdAt);
    expect([...first.keys, ...rest.keys]).toEqual(wanted.map(({ key }) => key));
  });

  test('finds custom fields by type and remembers them', async () => {
    const fields = await bench.jira.customFieldIds();
    expect(fields.get('com.atlassian.servicedesk:vp-origin')).toBe('customfield_10010');
    expect(fields.get('com.atlassian.servicedesk:sd-customer-organizations')).toBe('customfield_10002');
    bench.sent.length = 0;
    await bench.jira.customFieldIds();
    expect(bench.sent).toHaveLength(0);
    bench.clock.advance({ minutes: 11 });
    await bench.jira.customFieldIds();
    expect(bench.sent).toHaveLength(1);
  });

  test('a query that Jira refuses is named as invalid', async () => {
    await expect(bench.jira.search({ jql: 'nonsense ~~', nextPageToken: null, maxResults: 5, reconcile: [] })).rejects.toMatchObject({
      code: 'jira_request_invalid',
    });
  });
});

describe('people', () => {
  test('are found by account and by exact address', async () => {
    const ada = bench.account('ada@borealis.example');
    const found = { accountId: ada, accountType: 'customer', displayName: 'Ada Aalto', email: 'ada@borealis.example', active: true };
    expect(await bench.jira.findUser(ada)).toEqual(found);
    expect(await bench.jira.findUser('qm:nobody' as AccountId)).toBeNull();
    expect(await bench.jira.findUser('a b' as AccountId)).toBeNull();
    expect(await bench.jira.findUsersByEmail('ADA@borealis.example')).toEqual([found]);
    expect(await bench.jira.findUsersByEmail('ada@borealis')).toEqual([]);
    expect(await bench.jira.findUsersByEmail('Ada')).toEqual([]);
  });

  test('are found among the customers of desks where the user search does not help', async () => {
    expect(await bench.jira.findDeskCustomersByEmail('ada@borealis.example')).toMatchObject([
      { accountType: 'customer', displayName: 'Ada Aalto' },
    ]);
    expect(await bench.jira.findDeskCustomersByEmail('ada@borealis')).toEqual([]);
  });

  test('are administrators, staff or neither', async () => {
    const admin = bench.account('admin@acme.example');
    const nora = bench.account('nora@acme.example');
    const ada = bench.account('ada@borealis.example');
    expect(await bench.jira.isAdministrator(admin)).toBe(true);
    expect(await bench.jira.isAdministrator(nora)).toBe(false);
    expect(await bench.jira.isStaff(admin)).toBe(true);
    expect(await bench.jira.isStaff(nora)).toBe(true);
    expect(await bench.jira.isStaff(ada)).toBe(false);
  });
});
