import { expect, test } from '@jest/globals';
import { addToken } from '../../../sandbox/jira/builders.ts';
import { demoTokens } from '../../../sandbox/jira/seed/acme-people.ts';
import { asking, basic, simulated, startOfTest } from './harness.ts';

const myself = '/rest/api/3/myself';
const { simulator, acme, umbra, clock, account } = simulated();
const throughGateway = (cloudId: string, authorization: string) => {
  const ask = asking(simulator, { host: 'api.example', authorization });
  return (path: string) => ask('GET', `/ex/jira/${cloudId}${path}`);
};
const adminBasic = basic('admin@acme.example', demoTokens.acmeAdmin);

test('a site answers at its own host to e-mail and API token', async () => {
  const { status, body } = await asking(simulator, { host: 'acme-jira.localhost:9000', authorization: adminBasic })('GET', myself);
  expect(status).toBe(200);
  expect(body).toMatchObject({ accountId: account('admin@acme.example'), accountType: 'atlassian' });
  expect(body.self).toMatch(/^http:\/\/acme-jira\.localhost:9000\/rest\/api\/3\/user/);
});

test('a site answers at the gateway by its cloud id, to basic and to the app’s bearer token', async () => {
  expect((await throughGateway(acme.cloudId, adminBasic)(myself)).body.accountId).toBe(account('admin@acme.example'));
  const { body } = await throughGateway(acme.cloudId, `Bearer ${demoTokens.acmeApp}`)(myself);
  expect(body.accountType).toBe('app');
  expect(body.self).toContain(`http://api.example/ex/jira/${acme.cloudId}/rest/api/3/user`);
});

test('no credential opens another site', async () => {
  expect((await throughGateway(umbra.cloudId, adminBasic)(myself)).status).toBe(401);
  expect((await throughGateway(umbra.cloudId, `Bearer ${demoTokens.acmeApp}`)(myself)).status).toBe(401);
});

test('bearer and scoped tokens are for the gateway only', async () => {
  const scoped = addToken(acme, userOf('nora@acme.example'), { secret: 'nora-scoped', kind: 'scoped', scopes: ['read:jira-user'] });
  const host = (authorization: string) => asking(simulator, { host: acme.host, authorization })('GET', myself);
  expect((await host(`Bearer ${demoTokens.acmeApp}`)).status).toBe(401);
  expect((await host(basic('nora@acme.example', scoped.secret))).status).toBe(401);
  expect((await throughGateway(acme.cloudId, basic('nora@acme.example', scoped.secret))(myself)).status).toBe(200);
  expect((await throughGateway(acme.cloudId, `Bearer ${scoped.secret}`)(myself)).status).toBe(200);
});

test('a token without the scope is refused by the gateway in its own words', async () => {
  addToken(acme, userOf('nora@acme.example'), { secret: 'nora-users', kind: 'scoped', scopes: ['read:jira-user'] });
  const answer = await throughGateway(acme.cloudId, 'Bearer nora-users')('/rest/servicedeskapi/servicedesk');
  expect(answer.status).toBe(401);
  expect(answer.body).toEqual({ code: 401, message: 'Unauthorized; scope does not match' });
});

test.each([
  ['a wrong token', basic('admin@acme.example', 'guess')],
  ['an expired token', basic('admin@acme.example', demoTokens.acmeExpired)],
  ['a right token under another address', basic('nora@acme.example', demoTokens.acmeAdmin)],
  ['no token at all', basic('admin@acme.example', '')],
  ['another scheme', 'Digest abc'],
])('%s is a 401, even where anonymous callers are welcome', async (_what, authorization) => {
  expect((await asking(simulator, { host: acme.host, authorization })('GET', '/rest/api/3/serverInfo')).status).toBe(401);
});

test('a token dies when it is revoked, when it expires and when its owner is deactivated', async () => {
  const owner = userOf('rana@acme.example');
  const token = addToken(acme, owner, { secret: 'rana-token', expiresAt: startOfTest + 60_000 });
  const ask = asking(simulator, { host: acme.host, authorization: basic(owner.email, token.secret) });
  expect((await ask('GET', myself)).status).toBe(200);
  token.revoked = true;
  expect((await ask('GET', myself)).status).toBe(401);
  token.revoked = false;
  owner.active = false;
  expect((await ask('GET', myself)).status).toBe(401);
  owner.active = true;
  clock.advance(60_000);
  expect((await ask('GET', myself)).status).toBe(401);
});

test('anonymous callers see the server and its cloud id, nothing else', async () => {
  const anonymous = asking(simulator, { host: acme.host });
  expect((await anonymous('GET', '/_edge/tenant_info')).body).toEqual({ cloudId: acme.cloudId });
  expect((await anonymous('GET', '/rest/api/3/serverInfo')).body.deploymentType).toBe('Cloud');
  expect((await anonymous('GET', '/rest/servicedeskapi/servicedesk')).status).toBe(401);
  expect((await anonymous('POST', '/rest/api/3/search/jql', { jql: 'project is not EMPTY' })).body.issues).toEqual([]);
});

test('an unknown host or cloud id is no site', async () => {
  expect((await asking(simulator, { host: 'other.localhost', authorization: adminBasic })('GET', myself)).status).toBe(404);
  expect((await throughGateway('00000000-0000-0000-0000-000000000000', adminBasic)(myself)).status).toBe(404);
});

test('a verifier may accept tokens that no list holds', async () => {
  const world = simulated({
    verifyBearer: (token) => (token === 'minted' ? { accountId: account('admin@acme.example'), scopes: ['read:jira-user'] } : null),
  });
  const ask = asking(world.simulator, { host: 'api.example', authorization: 'Bearer minted' });
  expect((await ask('GET', `/ex/jira/${world.acme.cloudId}${myself}`)).status).toBe(200);
});

test('what is not simulated says so by name; what nobody documented is not found', async () => {
  const ask = asking(simulator, { host: acme.host, authorization: adminBasic });
  const sla = await ask('GET', '/rest/servicedeskapi/request/IT-1/sla');
  expect([sla.status, sla.body.errorMessage]).toEqual([
    501,
    expect.stringContaining('GET /rest/servicedeskapi/request/{issueIdOrKey}/sla'),
  ]);
  const dashboard = await ask('GET', '/rest/api/3/dashboard');
  expect([dashboard.status, dashboard.body.errorMessages]).toEqual([501, [expect.stringContaining('GET /rest/api/3/dashboard')]]);
  expect((await ask('GET', '/rest/servicedeskapi/nothing')).status).toBe(404);
});

function userOf(email: string) {
  const user = acme.users.get(account(email));
  if (!user) throw new Error(email);
  return user;
}
