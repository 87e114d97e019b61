import { expect, test } from '@jest/globals';
import { optIn, organizationNamed, simulated } from './harness.ts';

const jsm = '/rest/servicedeskapi';

test('a customer is created once; the second time is a 400, or an honest 409 on demand', async () => {
  const world = simulated();
  const admin = world.as('admin@acme.example');
  const made = await admin('POST', `${jsm}/customer`, { email: 'Zoe@larch.example', displayName: 'Zoe' });
  expect([made.status, made.body.accountId]).toEqual([201, expect.stringMatching(/^qm:/)]);
  expect((await admin('POST', `${jsm}/customer`, { email: 'zoe@larch.example' })).status).toBe(400);
  const strict = await admin('POST', `${jsm}/customer?strictConflictStatusCode=true`, { email: 'zoe@larch.example' });
  expect([strict.status, strict.text.includes('qm:')]).toEqual([409, false]);
  expect((await admin('POST', `${jsm}/customer`, { email: 'not an address' })).status).toBe(400);
});

test('a missing right is a 403 that names it', async () => {
  const world = simulated();
  const rana = world.as('rana@acme.example');
  const created = await rana('POST', `${jsm}/customer`, { email: 'zoe@larch.example' });
  expect([created.status, created.body.errorMessage]).toEqual([403, expect.stringContaining('Administer Jira')]);
  const added = await rana('POST', `${jsm}/servicedesk/2/customer`, { accountIds: [] });
  expect([added.status, added.body.errorMessage]).toEqual([403, expect.stringContaining('Service desk administrator')]);
  const read = await rana('GET', '/rest/api/3/user?accountId=x');
  expect([read.status, read.body.errorMessages[0]]).toEqual([403, expect.stringContaining('Browse users and groups')]);
});

test('organization management can be kept for Jira administrators', async () => {
  const world = simulated();
  const rana = world.as('rana@acme.example');
  expect((await rana('POST', `${jsm}/organization`, { name: 'Larch Foods' })).status).toBe(201);
  world.acme.settings.organizationsByAdministratorsOnly = true;
  const refused = await rana('POST', `${jsm}/organization`, { name: 'Pine Foods' });
  expect([refused.status, refused.body.errorMessage]).toEqual([403, expect.stringContaining('Administer Jira')]);
});

test('adding to and removing from an organization changes what the member sees', async () => {
  const world = simulated();
  const admin = world.as('admin@acme.example');
  const kestrel = organizationNamed(world.acme, 'Kestrel Robotics');
  const ada = world.account('ada@borealis.example');
  const members = async () =>
    (await admin('GET', `${jsm}/organization/${kestrel}/user`)).body.values.map((user: { accountId: string }) => user.accountId);
  expect(await members()).not.toContain(ada);
  expect((await admin('POST', `${jsm}/organization/${kestrel}/user`, { accountIds: [ada] })).status).toBe(204);
  expect(await members()).toContain(ada);
  const mine = (await world.as('ada@borealis.example')('GET', `${jsm}/organization`)).body.values;
  expect(mine.map((organization: { name: string }) => organization.name)).toEqual(['Borealis Shipping', 'Kestrel Robotics']);
  expect((await admin('DELETE', `${jsm}/organization/${kestrel}/user`, { accountIds: [ada] })).status).toBe(204);
  expect(await members()).not.toContain(ada);
});

test('a known organization name gives the existing one', async () => {
  const world = simulated();
  const made = await world.as('admin@acme.example')('POST', `${jsm}/organization`, { name: 'Borealis Shipping' });
  expect([made.status, made.body.id]).toEqual([201, organizationNamed(world.acme, 'Borealis Shipping')]);
});

test('customers learn of no organization but their own', async () => {
  const world = simulated();
  const ada = world.as('ada@borealis.example');
  expect((await ada('GET', `${jsm}/organization/${organizationNamed(world.acme, 'Kestrel Robotics')}`)).status).toBe(404);
  expect((await ada('GET', `${jsm}/organization/${organizationNamed(world.acme, 'Borealis Shipping')}/user`)).status).toBe(403);
});

test('a SCIM-managed organization is not changed through this API', async () => {
  const world = simulated();
  const scim = organizationNamed(world.acme, 'Acme Field Staff');
  const answer = await world.as('admin@acme.example')('POST', `${jsm}/organization/${scim}/user`, {
    accountIds: [world.account('ada@borealis.example')],
  });
  expect(answer.status).toBe(403);
});

test('customers are removed from restricted desks only', async () => {
  const world = simulated();
  const admin = world.as('admin@acme.example');
  const accountIds = [world.account('cleo@borealis.example')];
  expect((await admin('DELETE', `${jsm}/servicedesk/1/customer`, { accountIds }, optIn)).status).toBe(400);
  expect((await admin('DELETE', `${jsm}/servicedesk/2/customer`, { accountIds }, optIn)).status).toBe(204);
  expect((await world.as('cleo@borealis.example')('GET', `${jsm}/servicedesk/2`)).status).toBe(404);
});

test('people are found by the beginning of name and address, hidden addresses excepted', async () => {
  const world = simulated();
  const admin = world.as('admin@acme.example');
  const found = async (query: string) =>
    (await admin('GET', `/rest/api/3/user/search?query=${query}`)).body.map((user: { displayName: string }) => user.displayName);
  expect(await found('ada@')).toEqual(['Ada Aalto']);
  expect(await found('aal')).toEqual(['Ada Aalto']);
  const ada = world.acme.users.get(world.account('ada@borealis.example'));
  if (ada) ada.emailHidden = true;
  expect(await found('ada@')).toEqual([]);
  const read = await admin('GET', `/rest/api/3/user?accountId=${encodeURIComponent(ada?.accountId ?? '')}`);
  expect(read.body).not.toHaveProperty('emailAddress');
});

test('without Browse users and groups a people search is empty, not refused', async () => {
  const world = simulated();
  const answer = await world.as('rana@acme.example')('GET', '/rest/api/3/user/search?query=ada');
  expect([answer.status, answer.body]).toEqual([200, []]);
});

test('permissions are checked for anybody by administrators, for issues as the portal would show them', async () => {
  const world = simulated();
  const issue = (key: string) => Number([...world.acme.issues.values()].find((candidate) => candidate.key === key)?.id);
  const asked = {
    accountId: world.account('ada@borealis.example'),
    projectPermissions: [{ permissions: ['BROWSE_PROJECTS'], issues: [issue('IT-1'), issue('IT-5'), issue('HR-1'), 4], projects: [10001] }],
  };
  const { body } = await world.as('admin@acme.example')('POST', '/rest/api/3/permissions/check', asked);
  expect(body).toEqual({
    globalPermissions: [],
    projectPermissions: [{ permission: 'BROWSE_PROJECTS', issues: [issue('IT-1')], projects: [] }],
  });
  expect((await world.as('nora@acme.example')('POST', '/rest/api/3/permissions/check', asked)).status).toBe(403);
});

test('my permissions name what the caller holds', async () => {
  const world = simulated();
  const held = async (email: string) => {
    const { body } = await world.as(email)('GET', '/rest/api/3/mypermissions?permissions=ADMINISTER,SERVICEDESK_AGENT,BROWSE_PROJECTS');
    return Object.entries(body.permissions as Record<string, { havePermission: boolean }>)
      .filter(([, { havePermission }]) => havePermission)
      .map(([key]) => key);
  };
  expect(await held('admin@acme.example')).toEqual(['ADMINISTER', 'SERVICEDESK_AGENT', 'BROWSE_PROJECTS']);
  expect(await held('nora@acme.example')).toEqual(['SERVICEDESK_AGENT', 'BROWSE_PROJECTS']);
  expect(await held('ada@borealis.example')).toEqual([]);
});
