import { expect, test } from '@jest/globals';
import { asking, basic, optIn, simulated } from './harness.ts';

const jsm = '/rest/servicedeskapi';
const tight = { burst: { capacity: 2, refillPerSecond: 1 }, perIssueWrites: { count: 2, windowMs: 2000 }, penaltyMs: 1000 };

test('bursts are limited per site, endpoint and method, and say how long to wait', async () => {
  const world = simulated({ limits: tight });
  const admin = world.as('admin@acme.example');
  const uma = world.as('admin@umbra.example', world.umbra);
  const ask = () => admin('GET', `${jsm}/servicedesk`);
  expect([(await ask()).status, (await ask()).headers['x-ratelimit-remaining']]).toEqual([200, '0']);
  const refused = await ask();
  expect([refused.status, refused.headers['retry-after'], refused.headers['ratelimit-reason']]).toEqual([429, '1', 'jira-burst-based']);
  expect(refused.headers['x-ratelimit-reset']).toBe(new Date(world.clock.now() + 1000).toISOString());
  expect((await admin('GET', `${jsm}/servicedesk/1`)).status).toBe(200);
  expect((await uma('GET', `${jsm}/servicedesk`)).status).toBe(200);
  world.clock.advance(1000);
  expect((await ask()).status).toBe(200);
});

test('the same limit holds for every account of the site', async () => {
  const world = simulated({ limits: tight });
  for (const email of ['admin@acme.example', 'nora@acme.example']) await world.as(email)('GET', `${jsm}/servicedesk`);
  expect((await world.as('rana@acme.example')('GET', `${jsm}/servicedesk`)).status).toBe(429);
});

test('who retries too early waits longer', async () => {
  const world = simulated({ limits: tight });
  const ask = () => world.as('admin@acme.example')('GET', `${jsm}/servicedesk`);
  for (let calls = 0; calls < 3; calls += 1) await ask();
  world.clock.advance(500);
  expect((await ask()).headers['retry-after']).toBe('2');
  world.clock.advance(600);
  expect((await ask()).status).toBe(429);
});

test('writes to one issue have a limit of their own', async () => {
  const world = simulated({ limits: { ...tight, burst: { capacity: 100, refillPerSecond: 100 } } });
  const admin = world.as('admin@acme.example');
  const write = (key: string) => admin('POST', `${jsm}/request/${key}/comment`, { body: 'Again', public: true });
  expect([(await write('IT-1')).status, (await write('it-1')).status]).toEqual([201, 201]);
  const refused = await write('IT-1');
  expect([refused.status, refused.headers['ratelimit-reason'], refused.headers['retry-after']]).toEqual([
    429,
    'jira-per-issue-on-write',
    '2',
  ]);
  expect((await write('IT-2')).status).toBe(201);
  expect((await admin('GET', `${jsm}/request/IT-1`)).status).toBe(200);
  world.clock.advance(2000);
  expect((await write('IT-1')).status).toBe(201);
});

test('a 503 comes on demand, as often as ordered, where ordered, and nothing is done', async () => {
  const world = simulated();
  const admin = world.as('admin@acme.example');
  world.simulator.faults.add({ kind: 'unavailable', times: 2, method: 'POST', path: '/customer', retryAfterSeconds: 7 });
  const create = () => admin('POST', `${jsm}/customer`, { email: 'zoe@larch.example' });
  expect((await admin('GET', `${jsm}/servicedesk`)).status).toBe(200);
  expect([(await create()).headers['retry-after'], (await create()).status, (await create()).status]).toEqual(['7', 503, 201]);
});

test('slowness is waited for, then the call goes on', async () => {
  const waited: number[] = [];
  const world = simulated({
    wait: async (ms) => {
      waited.push(ms);
    },
  });
  world.simulator.faults.add({ kind: 'slow', delayMs: 20_000, site: 'acme' });
  expect((await world.as('admin@umbra.example', world.umbra)('GET', `${jsm}/servicedesk`)).status).toBe(200);
  expect(waited).toEqual([]);
  expect((await world.as('admin@acme.example')('GET', `${jsm}/servicedesk`)).status).toBe(200);
  expect(waited).toEqual([20_000]);
});

test('a broken answer is a page, not JSON', async () => {
  const world = simulated();
  world.simulator.faults.add({ kind: 'broken' });
  const answer = await world.as('admin@acme.example')('GET', `${jsm}/servicedesk`);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html']);
});

test('a dropped answer leaves the work done', async () => {
  const world = simulated();
  const { port } = await world.simulator.listen(0);
  try {
    world.simulator.faults.add({ kind: 'drop', method: 'POST' });
    const call = fetch(`http://127.0.0.1:${port}/ex/jira/${world.acme.cloudId}${jsm}/request/IT-1/comment`, {
      method: 'POST',
      headers: { authorization: basic('admin@acme.example', 'acme-admin-api-token'), 'content-type': 'application/json' },
      body: JSON.stringify({ body: 'Did this arrive?', public: true }),
    });
    await expect(call).rejects.toThrow('fetch failed');
    const comments = [...world.acme.issues.values()].find(({ key }) => key === 'IT-1')?.comments ?? [];
    expect(comments.at(-1)?.body).toBe('Did this arrive?');
  } finally {
    await world.simulator.close();
  }
});

test('the control route orders faults, lag and revocation for a demo in another process', async () => {
  const world = simulated();
  const ask = asking(world.simulator, { host: 'localhost' });
  const admin = world.as('admin@acme.example');
  expect((await ask('POST', '/__control', { faults: [{ kind: 'unavailable', times: 1 }], site: 'acme', searchLagMs: 3000 })).status).toBe(
    200,
  );
  expect((await admin('GET', `${jsm}/servicedesk`)).status).toBe(503);
  expect([world.acme.settings.searchLagMs, world.umbra.settings.searchLagMs]).toEqual([3000, 0]);
  expect((await ask('POST', '/__control', { faults: [{ kind: 'fire' }] })).status).toBe(400);
  await ask('POST', '/__control', { faults: [{ kind: 'limited', times: 9 }] });
  await ask('POST', '/__control', { clearFaults: true, revokeTokensOf: 'admin@acme.example' });
  expect((await admin('GET', `${jsm}/servicedesk`)).status).toBe(401);
});

test('the control route takes no form that another page may have sent', async () => {
  const world = simulated();
  const posted = await world.simulator.app.inject({
    method: 'POST',
    url: '/__control',
    headers: { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'revokeTokensOf=admin%40acme.example',
  });
  expect(posted.statusCode).toBe(415);
  expect(world.acme.tokens.every((token) => !token.revoked)).toBe(true);
});

test('a judge that objects turns the answer into a 500 with its words', async () => {
  const world = simulated({
    judge: ({ path, status }) => {
      throw new Error(`${path} must not answer ${status}`);
    },
  });
  const answer = await world.as('admin@acme.example')('GET', `${jsm}/requesttype`, undefined, optIn);
  expect([answer.status, answer.text]).toEqual([500, expect.stringContaining('must not answer 200')]);
});

test('bad JSON and bodies beyond the limit are refused in the form of the API', async () => {
  const world = simulated();
  const raw = (payload: string) =>
    world.simulator.app.inject({
      method: 'POST',
      url: `${jsm}/organization`,
      headers: {
        host: world.acme.host,
        authorization: basic('admin@acme.example', 'acme-admin-api-token'),
        'content-type': 'application/json',
      },
      payload,
    });
  const bad = await raw('{');
  expect([bad.statusCode, bad.json().errorMessage]).toEqual([400, 'The request body is not valid JSON.']);
  const large = await raw(`"${'x'.repeat(21 * 1024 * 1024)}"`);
  expect([large.statusCode, typeof large.json().errorMessage]).toEqual([413, 'string']);
});
