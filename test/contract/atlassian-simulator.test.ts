/**
 * Every operation the simulator performs, success and refusals, judged by Atlassian's own documents. The judge hangs in
 * the simulator, so an answer that breaks the contract becomes a 500 and fails the line that asked.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { documentedJsmOperations } from '../../sandbox/jira/documented.ts';
import { operations } from '../../sandbox/jira/operation-list.ts';
import { type Asks, asking, optIn, organizationNamed, type Simulated, simulated, typeNamed } from '../sandbox/jira/harness.ts';
import { describeWithAtlassianDocuments } from '../support/atlassian/suite.ts';
import { type AtlassianValidator, loadAtlassianValidator } from '../support/atlassian/validator.ts';

const jsm = '/rest/servicedeskapi';
const platform = '/rest/api/3';

describeWithAtlassianDocuments('the Jira simulator against Atlassian’s documents', () => {
  let validator: AtlassianValidator;
  let world: Simulated;
  let admin: Asks;
  let agent: Asks;
  let customer: Asks;
  const driven = new Map<string, Set<number>>();
  const judged: string[] = [];

  beforeAll(async () => {
    validator = await loadAtlassianValidator();
    world = simulated({
      judge: ({ method, path, status, headers, body }) => {
        const problems = validator.response(method, path, status, headers, body);
        if (problems.length > 0) throw new Error(problems.join('\n'));
        const name = validator.operationOf(method, path) ?? `${method} ${path}`;
        driven.set(name, (driven.get(name) ?? new Set()).add(status));
        judged.push(name);
      },
    });
    admin = world.as('admin@acme.example');
    agent = world.as('tomas@acme.example');
    customer = world.as('ada@borealis.example');
  });
  afterAll(() => world.simulator.close());

  /** Asks what a correct client would ask: the request is judged as well. */
  async function right(who: Asks, status: number, method: string, path: string, body?: unknown, headers: Record<string, string> = optIn) {
    const [address = '', query = ''] = path.split('?');
    expect(validator.request(method, address, query, headers, body)).toEqual([]);
    return refused(who, status, method, path, body, headers);
  }

  /** Asks something that need not be a correct request; the answer still must conform. */
  async function refused(who: Asks, status: number, method: string, path: string, body?: unknown, headers: Record<string, string> = optIn) {
    const answer = await who(method, path, body, headers);
    expect([`${method} ${path}`, answer.status, answer.status === status ? '' : answer.text]).toEqual([`${method} ${path}`, status, '']);
    return answer;
  }

  test('the list of documented operations is that of the document', () => {
    expect([...documentedJsmOperations].sort()).toEqual(
      validator
        .operations()
        .filter((name) => name.includes(jsm))
        .sort(),
    );
  });

  test('what is marked experimental is what the document marks', async () => {
    for (const operation of operations) {
      const problems = validator.request(operation.method, operation.path.replace(/\{\w+\}/g, '1'), '', {}, undefined);
      expect([operation.path, problems.some((problem) => problem.includes('experimental'))]).toEqual([
        operation.path,
        operation.experimental === true,
      ]);
    }
  });

  test('desks, groups, request types and forms conform', async () => {
    await right(admin, 200, 'GET', `${jsm}/info`);
    await right(customer, 200, 'GET', `${jsm}/servicedesk?start=0&limit=1`);
    await refused(world.anonymous, 401, 'GET', `${jsm}/servicedesk`);
    await right(admin, 200, 'GET', `${jsm}/servicedesk/IT`);
    await right(customer, 404, 'GET', `${jsm}/servicedesk/HR`);
    await right(admin, 200, 'GET', `${jsm}/servicedesk/1/requesttypegroup`);
    await right(admin, 404, 'GET', `${jsm}/servicedesk/99/requesttypegroup`);
    await right(admin, 200, 'GET', `${jsm}/servicedesk/1/requesttype?expand=field&limit=20`);
    await right(customer, 404, 'GET', `${jsm}/servicedesk/2/requesttype`);
    await right(admin, 200, 'GET', `${jsm}/requesttype?serviceDeskId=1&serviceDeskId=2&expand=field`);
    await refused(admin, 412, 'GET', `${jsm}/requesttype`, undefined, {});
    const type = typeNamed(world.acme, 'Report a problem');
    await right(admin, 200, 'GET', `${jsm}/servicedesk/1/requesttype/${type}?expand=field`);
    await right(admin, 404, 'GET', `${jsm}/servicedesk/1/requesttype/1`);
    await right(admin, 200, 'GET', `${jsm}/servicedesk/1/requesttype/${type}/field`);
    await right(admin, 404, 'GET', `${jsm}/servicedesk/2/requesttype/${type}/field`);
    const check = `${jsm}/servicedesk/1/requesttype/permissions/check`;
    const ada = {
      accountId: world.account('ada@borealis.example'),
      permissions: ['canCreateRequest', 'canAdminister'],
      requestTypeIds: [Number(type)],
    };
    await right(admin, 200, 'POST', check, ada);
    await right(agent, 401, 'POST', check, ada);
    await right(admin, 400, 'POST', check, { ...ada, permissions: [] });
    await refused(admin, 412, 'POST', check, ada, {});
  });

  test('customers conform', async () => {
    const email = 'new@borealis.example';
    await right(admin, 201, 'POST', `${jsm}/customer`, { email, displayName: 'New' });
    await right(admin, 400, 'POST', `${jsm}/customer`, { email });
    await right(admin, 409, 'POST', `${jsm}/customer?strictConflictStatusCode=true`, { email });
    await right(agent, 403, 'POST', `${jsm}/customer`, { email: 'other@borealis.example' });
    const accountIds = [world.account(email)];
    await right(admin, 200, 'GET', `${jsm}/servicedesk/2/customer?query=faye`);
    await right(customer, 403, 'GET', `${jsm}/servicedesk/1/customer`);
    await right(admin, 204, 'POST', `${jsm}/servicedesk/2/customer`, { accountIds });
    await right(admin, 400, 'POST', `${jsm}/servicedesk/2/customer`, { accountIds: ['nobody'] });
    await right(admin, 204, 'DELETE', `${jsm}/servicedesk/2/customer`, { accountIds });
    await right(admin, 400, 'DELETE', `${jsm}/servicedesk/1/customer`, { accountIds });
  });

  test('organizations conform', async () => {
    const accountId = encodeURIComponent(world.account('ada@borealis.example'));
    const accountIds = [world.account('faye@kestrel.example')];
    const { body: made } = await right(admin, 201, 'POST', `${jsm}/organization`, { name: 'Larch Foods' });
    const one = `${jsm}/organization/${made.id}`;
    await right(customer, 403, 'POST', `${jsm}/organization`, { name: 'Mine' });
    await right(admin, 400, 'POST', `${jsm}/organization`, { name: ' ' });
    await right(admin, 200, 'GET', `${jsm}/organization?accountId=${accountId}`);
    await right(admin, 404, 'GET', `${jsm}/organization?accountId=nobody`);
    await right(customer, 403, 'GET', `${jsm}/organization?accountId=${accountId}`);
    await right(admin, 200, 'GET', one);
    await right(customer, 404, 'GET', one);
    await right(admin, 204, 'POST', `${one}/user`, { accountIds });
    await right(admin, 400, 'POST', `${one}/user`, { accountIds: ['nobody'] });
    await right(admin, 200, 'GET', `${one}/user?limit=5`);
    await right(customer, 403, 'GET', `${one}/user`);
    await right(admin, 204, 'DELETE', `${one}/user`, { accountIds });
    await right(admin, 404, 'DELETE', `${jsm}/organization/1/user`, { accountIds });
    const scim = organizationNamed(world.acme, 'Acme Field Staff');
    await right(admin, 403, 'POST', `${jsm}/organization/${scim}/user`, { accountIds });
    await right(admin, 201, 'PUT', `${one}/property/domains`, { list: ['larch.example'] });
    await right(admin, 200, 'PUT', `${one}/property/domains`, { list: [] });
    await right(customer, 403, 'PUT', `${one}/property/domains`, { list: [] });
    await right(admin, 200, 'GET', `${one}/property`);
    await right(admin, 404, 'GET', `${jsm}/organization/1/property`);
    await right(admin, 200, 'GET', `${one}/property/domains`);
    await right(admin, 404, 'GET', `${one}/property/none`);
    await right(admin, 204, 'DELETE', `${one}/property/domains`);
    await right(admin, 404, 'DELETE', `${one}/property/domains`);
    const organizationId = Number(made.id);
    await right(admin, 204, 'POST', `${jsm}/servicedesk/4/organization`, { organizationId });
    await right(customer, 403, 'POST', `${jsm}/servicedesk/4/organization`, { organizationId });
    await right(admin, 200, 'GET', `${jsm}/servicedesk/4/organization?accountId=${accountId}`);
    await right(customer, 403, 'GET', `${jsm}/servicedesk/4/organization`);
    await right(admin, 204, 'DELETE', `${jsm}/servicedesk/4/organization`, { organizationId });
    await right(admin, 404, 'DELETE', `${jsm}/servicedesk/4/organization`, { organizationId: 1 });
    await right(agent, 403, 'DELETE', one);
    await right(admin, 204, 'DELETE', one);
  });

  test('requests conform', async () => {
    const expand = 'serviceDesk,requestType,participant,sla,status,attachment,action,comment,comment.attachment,comment.renderedBody';
    for (const who of [admin, customer]) {
      await right(who, 200, 'GET', `${jsm}/request?expand=${expand}&requestOwnership=ALL_REQUESTS&requestStatus=OPEN_REQUESTS`);
      await right(who, 200, 'GET', `${jsm}/request/IT-1?expand=${expand}`);
    }
    await right(admin, 404, 'GET', `${jsm}/request?serviceDeskId=99`);
    await right(customer, 404, 'GET', `${jsm}/request/HR-1`);
    const order = {
      serviceDeskId: '4',
      requestTypeId: typeNamed(world.acme, 'Place an order'),
      raiseOnBehalfOf: world.account('bo@borealis.example'),
      requestParticipants: [world.account('ada@borealis.example')],
      requestFieldValues: {
        summary: 'Twelve pallets',
        description: 'Of the usual kind.',
        customfield_10124: 12,
        customfield_10132: { id: '10231' },
        customfield_10123: '2026-12-01',
      },
    };
    const { body: made } = await right(admin, 201, 'POST', `${jsm}/request`, order);
    await right(admin, 400, 'POST', `${jsm}/request`, { ...order, requestFieldValues: {} });
    await right(customer, 403, 'POST', `${jsm}/request`, order);
    const one = `${jsm}/request/${made.issueKey}`;
    await right(admin, 200, 'GET', `${one}/status`);
    await right(customer, 404, 'GET', `${jsm}/request/HR-1/status`);
    await right(admin, 200, 'GET', `${one}/attachment?start=0&limit=50`);
    await right(customer, 404, 'GET', `${jsm}/request/HR-1/attachment?start=0&limit=50`);
    await right(admin, 404, 'GET', `${one}/attachment/1`);
    await right(customer, 200, 'GET', `${one}/transition`);
    await right(customer, 404, 'GET', `${jsm}/request/HR-1/transition`);
    await right(admin, 204, 'POST', `${one}/transition`, { id: '41', additionalComment: { body: 'All delivered.' } });
    await right(admin, 400, 'POST', `${one}/transition`, { id: '41' });
    await refused(admin, 501, 'GET', `${one}/sla`);
    await refused(admin, 404, 'GET', `${one}/approval/1`);
  });

  test('comments and participants conform', async () => {
    const one = `${jsm}/request/PART-1`;
    const { body: made } = await right(admin, 201, 'POST', `${one}/comment`, { body: 'Under way.', public: true });
    await right(admin, 400, 'POST', `${one}/comment`, { body: 'Public or not?' });
    await right(customer, 403, 'POST', `${one}/comment`, { body: 'Psst', public: false });
    await right(customer, 200, 'GET', `${one}/comment?public=true&internal=false&expand=attachment,renderedBody`);
    await right(admin, 404, 'GET', `${jsm}/request/NONE-1/comment`);
    await right(customer, 200, 'GET', `${one}/comment/${made.id}?expand=renderedBody`);
    await right(customer, 404, 'GET', `${one}/comment/1`);
    await right(customer, 200, 'GET', `${one}/comment/${made.id}/attachment`);
    await right(customer, 404, 'GET', `${one}/comment/1/attachment`);
    await refused(customer, 412, 'GET', `${one}/comment/${made.id}/attachment`, undefined, {});
    const accountIds = [world.account('cleo@borealis.example')];
    await right(customer, 200, 'POST', `${one}/participant`, { accountIds });
    await right(customer, 400, 'POST', `${one}/participant`, { accountIds: ['nobody'] });
    await right(customer, 200, 'GET', `${one}/participant`);
    await right(customer, 404, 'GET', `${jsm}/request/HR-1/participant`);
    await right(customer, 200, 'DELETE', `${one}/participant`, { accountIds });
    await right(customer, 400, 'DELETE', `${one}/participant`, { accountIds });
  });

  test('approvals and uploads conform', async () => {
    const approver = world.as('dev@kestrel.example');
    const { body: page } = await right(approver, 200, 'GET', `${jsm}/request/PART-3/approval`);
    await right(customer, 404, 'GET', `${jsm}/request/PART-3/approval`);
    const one = `${jsm}/request/PART-3/approval/${page.values[0].id}`;
    await right(approver, 200, 'GET', one);
    await right(admin, 403, 'POST', one, { decision: 'approve' });
    await right(approver, 200, 'POST', one, { decision: 'approve' });
    await right(approver, 409, 'POST', one, { decision: 'approve' });
    const upload = `${jsm}/servicedesk/1/attachTemporaryFile`;
    await refused(admin, 403, 'POST', upload, {});
    await refused(admin, 501, 'POST', upload, {}, { 'x-atlassian-token': 'no-check' });
  });

  test('people and permissions conform', async () => {
    const ada = world.account('ada@borealis.example');
    await right(admin, 200, 'GET', `${platform}/myself`);
    await refused(world.anonymous, 401, 'GET', `${platform}/myself`);
    await right(admin, 200, 'GET', `${platform}/user?accountId=${encodeURIComponent(ada)}`);
    await right(admin, 404, 'GET', `${platform}/user?accountId=nobody`);
    await right(agent, 403, 'GET', `${platform}/user?accountId=${encodeURIComponent(ada)}`);
    await right(admin, 200, 'GET', `${platform}/user/bulk?accountId=${encodeURIComponent(ada)}&accountId=nobody&maxResults=5`);
    await refused(admin, 400, 'GET', `${platform}/user/bulk`);
    await right(admin, 200, 'GET', `${platform}/user/search?query=ada`);
    await right(admin, 400, 'GET', `${platform}/user/search`);
    await right(agent, 200, 'GET', `${platform}/mypermissions?permissions=ADMINISTER,BROWSE_PROJECTS&projectKey=IT`);
    await right(agent, 400, 'GET', `${platform}/mypermissions?permissions=FLY`);
    await right(agent, 404, 'GET', `${platform}/mypermissions?permissions=BROWSE_PROJECTS&projectKey=HR`);
    const issue = Number([...world.acme.issues.values()][0]?.id);
    const asked = {
      accountId: ada,
      globalPermissions: ['ADMINISTER'],
      projectPermissions: [{ permissions: ['BROWSE_PROJECTS'], issues: [issue, 1], projects: [10001] }],
    };
    await right(admin, 200, 'POST', `${platform}/permissions/check`, asked);
    await right(agent, 403, 'POST', `${platform}/permissions/check`, asked);
    await right(admin, 400, 'POST', `${platform}/permissions/check`, { accountId: 'nobody' });
  });

  test('search, issues and the site conform', async () => {
    const search = { jql: 'project in (IT, PART) AND statusCategory != Done', fields: ['*all'], maxResults: 2 };
    const { body: first } = await right(admin, 200, 'POST', `${platform}/search/jql`, search);
    await right(admin, 200, 'POST', `${platform}/search/jql`, { ...search, nextPageToken: first.nextPageToken });
    await right(admin, 400, 'POST', `${platform}/search/jql`, { jql: 'order by created' });
    await right(admin, 200, 'GET', `${platform}/search/jql?jql=${encodeURIComponent('project = HR')}&fields=summary&fields=status`);
    await right(admin, 400, 'GET', `${platform}/search/jql?jql=nonsense`);
    await right(admin, 200, 'GET', `${platform}/field`);
    await right(admin, 200, 'GET', `${platform}/issue/IT-1`);
    await right(customer, 404, 'GET', `${platform}/issue/IT-1`);
    const { body: comments } = await right(admin, 200, 'GET', `${platform}/issue/IT-1/comment?expand=renderedBody,properties`);
    await refused(admin, 400, 'GET', `${platform}/issue/IT-1/comment?orderBy=author`);
    for (const owner of [`${platform}/issue/IT-1`, `${platform}/comment/${comments.comments[0].id}`]) {
      const property = `${owner}/properties/portal.author`;
      await right(admin, 201, 'PUT', property, { accountId: 'a' });
      await right(admin, 200, 'PUT', property, { accountId: 'b' });
      await right(customer, 404, 'PUT', property, { accountId: 'c' });
      await right(admin, 200, 'GET', property);
      await right(admin, 204, 'DELETE', property);
      await right(admin, 404, 'GET', property);
      await right(admin, 404, 'DELETE', property);
    }
    await right(admin, 200, 'GET', `${platform}/project/search?typeKey=service_desk`);
    await refused(world.anonymous, 401, 'GET', `${platform}/project/search`);
    await right(world.anonymous, 200, 'GET', `${platform}/serverInfo`);
  });

  test('limits, troubles and wrong credentials keep the error forms', async () => {
    const wrong = asking(world.simulator, { host: world.acme.host, authorization: 'Basic bm9ib2R5Om5vdGhpbmc=' });
    for (const { method, path } of operations) {
      if (method === 'GET') await refused(wrong, 401, method, path.replace(/\{\w+\}/g, '1'));
    }
    world.simulator.faults.add({ kind: 'unavailable' });
    await refused(admin, 503, 'GET', `${platform}/myself`);
    world.simulator.faults.add({ kind: 'limited' });
    await refused(admin, 429, 'GET', `${jsm}/servicedesk`);
  });

  test('every operation was driven to a success and to a refusal', () => {
    const stores = new Set([
      `POST ${jsm}/servicedesk/{serviceDeskId}/attachTemporaryFile`,
      `GET ${jsm}/request/{issueIdOrKey}/attachment/{attachmentId}`,
    ]);
    const names = operations.map(({ method, path }) => `${method} ${path}`);
    const statuses = (name: string) => [...(driven.get(name) ?? [])];
    expect(names.filter((name) => !stores.has(name) && !statuses(name).some((status) => status < 300))).toEqual([]);
    expect(names.filter((name) => !statuses(name).some((status) => status >= 400))).toEqual([]);
    expect(judged.length).toBeGreaterThan(150);
  });
});
