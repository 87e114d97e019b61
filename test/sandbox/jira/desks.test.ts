import { expect, test } from '@jest/globals';
import { optIn, simulated, typeNamed } from './harness.ts';

const world = simulated();
const { acme, account } = world;
const admin = world.as('admin@acme.example');
const ada = world.as('ada@borealis.example');
const faye = world.as('faye@kestrel.example');
const rana = world.as('rana@acme.example');
const jsm = '/rest/servicedeskapi';

test('each caller gets the desks they may enter', async () => {
  const names = async (ask: typeof ada) =>
    (await ask('GET', `${jsm}/servicedesk`)).body.values.map((desk: { projectKey: string }) => desk.projectKey);
  expect(await names(admin)).toEqual(['IT', 'HR', 'PART']);
  expect(await names(ada)).toEqual(['IT', 'PART']);
  expect(await names(faye)).toEqual(['IT', 'HR', 'PART']);
  expect(await names(world.as('ada@borealis.example', world.umbra))).toEqual(['LAB']);
});

test('a desk one may not enter does not exist, whichever identifier asks for it', async () => {
  for (const identifier of ['2', 'HR', 'projectKey:HR', 'projectId:10002', 'serviceDeskId:2']) {
    expect((await admin('GET', `${jsm}/servicedesk/${identifier}`)).body.id).toBe('2');
    const [hidden, unknown] = [await ada('GET', `${jsm}/servicedesk/${identifier}`), await ada('GET', `${jsm}/servicedesk/77`)];
    expect([hidden.status, hidden.text]).toEqual([404, unknown.text]);
  }
});

test('leaving the organization, or the organization leaving the desk, closes the desk at once', async () => {
  const fresh = simulated();
  const customer = fresh.as('ada@borealis.example');
  const open = async () => (await customer('GET', `${jsm}/servicedesk/4`)).status === 200;
  const borealis = [...fresh.acme.organizations.values()].find(({ name }) => name === 'Borealis Shipping');
  expect(await open()).toBe(true);
  borealis?.members.delete(fresh.account('ada@borealis.example'));
  expect(await open()).toBe(false);
  borealis?.members.add(fresh.account('ada@borealis.example'));
  expect(await open()).toBe(true);
  fresh.acme.desks.get('4')?.organizationIds.delete(borealis?.id ?? '');
  expect(await open()).toBe(false);
});

test('hidden fields and their presets are shown to desk administrators alone', async () => {
  const form = `${jsm}/servicedesk/1/requesttype/${typeNamed(acme, 'Report a problem')}/field`;
  const hidden = async (ask: typeof ada) =>
    (await ask('GET', form)).body.requestTypeFields.filter((field: { visible: boolean }) => !field.visible);
  expect(await hidden(admin)).toMatchObject([{ fieldId: 'customfield_10127', presetValues: ['10221'] }]);
  expect(await hidden(ada)).toEqual([]);
});

test('a form tells each kind of field by its schema, summary and description first', async () => {
  const { body } = await admin('GET', `${jsm}/servicedesk/1/requesttype/${typeNamed(acme, 'Report a problem')}/field`);
  expect(body.requestTypeFields.slice(0, 2).map((field: { fieldId: string }) => field.fieldId)).toEqual(['summary', 'description']);
  expect(body.requestTypeFields[2]).toMatchObject({
    required: true,
    jiraSchema: { type: 'option', customId: 10121 },
    validValues: [{ value: '10201', label: 'Only me', children: [] }, {}, {}],
    defaultValues: [{ value: '10201' }],
  });
  expect(body.requestTypeFields[3].jiraSchema).toMatchObject({ type: 'array', items: 'option' });
  expect(body.canRaiseOnBehalfOf).toBe(true);
});

test('restricted request types are listed to administrators and to those admitted', async () => {
  const listed = async (ask: typeof ada, filter = '') =>
    (await ask('GET', `${jsm}/servicedesk/1/requesttype?limit=50${filter}`)).body.values.map((type: { name: string }) => type.name);
  expect(await listed(admin, '&restrictionStatus=restricted')).toEqual(['Firewall change']);
  expect(await listed(world.as('bo@borealis.example'))).toContain('Firewall change');
  expect(await listed(ada)).not.toContain('Firewall change');
  expect(await listed(admin)).toContain('Security incident');
});

test('a search leaves out types without a group unless asked to keep them', async () => {
  const found = async (more: string) => (await admin('GET', `${jsm}/servicedesk/1/requesttype?searchQuery=incident${more}`)).body.size;
  expect([await found(''), await found('&includeHiddenRequestTypesInSearch=true')]).toEqual([0, 1]);
});

test('visitors may look at an open desk that allows it', async () => {
  const type = `requesttype/${typeNamed(acme, 'Report a problem')}`;
  expect((await world.anonymous('GET', `${jsm}/servicedesk/1/${type}`)).status).toBe(200);
  expect((await world.anonymous('GET', `${jsm}/servicedesk/2/requesttype/${typeNamed(acme, 'Special leave')}`)).status).toBe(404);
});

test('the permission check answers for anybody to administrators, for oneself to everybody', async () => {
  const ids = [typeNamed(acme, 'Robot safety report'), typeNamed(acme, 'Place an order'), '1'].map(Number);
  const path = `${jsm}/servicedesk/4/requesttype/permissions/check`;
  const check = (ask: typeof ada, accountId?: string) =>
    ask('POST', path, { permissions: ['canCreateRequest'], requestTypeIds: ids, ...(accountId ? { accountId } : {}) }, optIn);
  expect((await check(admin, account('ada@borealis.example'))).body).toEqual({ canCreateRequest: [ids[1]] });
  expect((await check(admin, account('faye@kestrel.example'))).body).toEqual({ canCreateRequest: [ids[1], ids[0]] });
  expect((await check(ada)).body).toEqual({ canCreateRequest: [ids[1]] });
  expect((await check(rana, account('ada@borealis.example'))).status).toBe(401);
  expect((await check(admin, 'nobody')).status).toBe(400);
  const many = { permissions: ['canCreateRequest'], requestTypeIds: Array.from({ length: 51 }, (_, index) => index) };
  expect((await admin('POST', path, many, optIn)).status).toBe(400);
});

test('experimental operations want the opt-in header', async () => {
  for (const path of [`${jsm}/requesttype`, `${jsm}/servicedesk/1/customer`]) {
    expect((await admin('GET', path)).status).toBe(412);
    expect((await admin('GET', path, undefined, optIn)).status).toBe(200);
  }
});

test('pages are cut at the server’s cap, whatever is asked, and lead to the next by link', async () => {
  const fresh = simulated();
  fresh.acme.settings.pageCap = 2;
  const ask = fresh.as('admin@acme.example');
  const first = (await ask('GET', `${jsm}/servicedesk?limit=100`)).body;
  expect(first).toMatchObject({ start: 0, limit: 2, size: 2, isLastPage: false });
  const next = new URL(first._links.next);
  const second = (await ask('GET', `${next.pathname}${next.search}`)).body;
  expect(second).toMatchObject({ start: 2, size: 1, isLastPage: true });
  expect(second._links.next).toBeUndefined();
  expect((await ask('GET', `${jsm}/servicedesk?start=-1`)).status).toBe(400);
});
