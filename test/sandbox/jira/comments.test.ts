import { expect, test } from '@jest/globals';
import { simulated } from './harness.ts';

const jsm = '/rest/servicedeskapi';

test('customers read public comments; role-restricted ones stay hidden though they call themselves public', async () => {
  const world = simulated();
  const read = async (email: string, query = '') =>
    (await world.as(email)('GET', `${jsm}/request/IT-1/comment${query}`)).body.values.map((comment: { body: string }) =>
      comment.body.slice(0, 16),
    );
  expect(await read('ada@borealis.example')).toEqual(['Thank you for th', 'Second floor, th']);
  expect(await read('ada@borealis.example', '?internal=true')).toEqual(['Thank you for th', 'Second floor, th']);
  expect(await read('nora@acme.example')).toHaveLength(4);
  // The trap: asking for public ones as staff brings the restricted one along.
  expect(await read('nora@acme.example', '?public=true&internal=false')).toEqual([
    'Thank you for th',
    'Second floor, th',
    'Escalation conta',
  ]);
});

test('the platform tells what the desk does not: jsdPublic and the restriction', async () => {
  const world = simulated();
  const { body } = await world.as('admin@acme.example')('GET', '/rest/api/3/issue/IT-1/comment');
  expect(
    body.comments.map((comment: { jsdPublic: boolean; visibility?: object }) => [
      comment.jsdPublic,
      comment.visibility?.toString !== undefined,
    ]),
  ).toEqual([
    [true, false],
    [false, false],
    [true, false],
    [true, true],
  ]);
  expect(body.comments[3].visibility).toMatchObject({ type: 'role', value: 'Service Desk Team' });
  expect(body.comments[0].body).toMatchObject({ type: 'doc', content: [{ type: 'paragraph' }] });
});

test('a request one may not see has no comments and gives no error; one that is not there is a 404', async () => {
  const world = simulated();
  const cleo = world.as('cleo@borealis.example');
  const hidden = await cleo('GET', `${jsm}/request/IT-1/comment`);
  expect([hidden.status, hidden.body.values]).toEqual([200, []]);
  expect((await cleo('GET', `${jsm}/request/IT-99/comment`)).status).toBe(404);
});

test('a comment is its caller’s, and the time of the last change moves', async () => {
  const world = simulated();
  world.clock.advance(60_000);
  const made = await world.as('admin@acme.example')('POST', `${jsm}/request/IT-1/comment`, {
    body: 'For Ada, by the service account',
    public: true,
  });
  expect([made.status, made.body.author.accountId]).toEqual([201, world.account('admin@acme.example')]);
  const { body } = await world.as('admin@acme.example')('GET', '/rest/api/3/issue/IT-1?fields=updated');
  expect(Date.parse(body.fields.updated.replace('+0000', 'Z'))).toBe(world.clock.now());
});

test('customers add public comments only, and must say so', async () => {
  const world = simulated();
  const ada = world.as('ada@borealis.example');
  const path = `${jsm}/request/IT-1/comment`;
  expect((await ada('POST', path, { body: 'Hello', public: true })).status).toBe(201);
  expect((await ada('POST', path, { body: 'Hello', public: false })).status).toBe(403);
  expect((await ada('POST', path, { body: 'Hello' })).status).toBe(400);
  expect((await ada('POST', path, { body: ' ', public: true })).status).toBe(400);
  expect((await ada('POST', path, { body: 'x'.repeat(32_768), public: true })).status).toBe(400);
  expect((await world.as('cleo@borealis.example')('POST', path, { body: 'Hello', public: true })).status).toBe(404);
});

test('rendered bodies are escaped', async () => {
  const world = simulated();
  const ada = world.as('ada@borealis.example');
  const { body } = await ada('POST', `${jsm}/request/IT-1/comment`, { body: '<img src=x onerror=alert(1)>\n\nTwo', public: true });
  const read = await ada('GET', `${jsm}/request/IT-1/comment/${body.id}?expand=renderedBody`);
  expect(read.body.renderedBody.html).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p><p>Two</p>');
});

test('one internal comment asked for by id does not exist for customers', async () => {
  const world = simulated();
  const { body } = await world.as('nora@acme.example')('GET', `${jsm}/request/IT-1/comment?public=false`);
  const path = `${jsm}/request/IT-1/comment/${body.values[0].id}`;
  expect((await world.as('nora@acme.example')('GET', path)).status).toBe(200);
  expect((await world.as('ada@borealis.example')('GET', path)).status).toBe(404);
});

test('a comment property is a note for apps: staff write it, others do not find the comment', async () => {
  const world = simulated();
  const { body } = await world.as('nora@acme.example')('GET', '/rest/api/3/issue/IT-1/comment');
  const path = `/rest/api/3/comment/${body.comments[0].id}/properties/portal.author`;
  expect((await world.as('nora@acme.example')('PUT', path, { displayName: 'Ada' })).status).toBe(201);
  expect((await world.as('admin@acme.example')('GET', path)).body).toEqual({ key: 'portal.author', value: { displayName: 'Ada' } });
  expect((await world.as('ada@borealis.example')('GET', path)).status).toBe(404);
});
