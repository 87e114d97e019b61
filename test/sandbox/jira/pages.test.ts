import { expect, test } from '@jest/globals';
import { asking, simulated } from './harness.ts';

const world = simulated();
const browser = asking(world.simulator, { host: `${world.acme.host}:8081` });
const post = (key: string, form: Record<string, string>) =>
  world.simulator.app.inject({
    method: 'POST',
    url: `/browse/${key}/comment`,
    headers: { host: world.acme.host, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  });

test('the list shows every request with reporter, status and desk', async () => {
  const { status, text } = await browser('GET', '/');
  expect(status).toBe(200);
  for (const words of ['IT-1', 'Wi-Fi drops in the harbour office', 'Ada Aalto', 'Waiting for customer', 'Partner Support'])
    expect(text).toContain(words);
});

test('an issue shows its comments, internal and restricted ones marked', async () => {
  const { text } = await browser('GET', '/browse/IT-1');
  expect(text.match(/Internal note/g)).toHaveLength(1);
  expect(text).toContain('Only role Service Desk Team');
  expect(text).toContain('Answer as Nora Nilsen');
});

test('whoever looks answers publicly or adds a note by form', async () => {
  const reply = await post('IT-1', { body: 'A reply', visibility: 'public' });
  expect([reply.statusCode, reply.headers.location]).toEqual([303, '/browse/IT-1']);
  await post('IT-1', { body: 'A note', visibility: 'internal' });
  const shown = world.acme.asCustomer(world.account('ada@borealis.example')).comments('IT-1') ?? [];
  expect(shown.at(-1)).toMatchObject({ body: 'A reply', author: world.account('nora@acme.example') });
  expect((await browser('GET', '/browse/IT-1')).text).toContain('A note');
});

test('markup in requests and comments is shown, not obeyed', async () => {
  await post('IT-2', { body: '<script>alert(1)</script>', visibility: 'public' });
  const { text, headers } = await browser('GET', '/browse/IT-2');
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
});

test('what is not there is a page that says so', async () => {
  expect((await browser('GET', '/browse/IT-99')).status).toBe(404);
  expect((await asking(world.simulator, { host: 'other.localhost' })('GET', '/')).status).toBe(404);
});

test('icons and avatars are drawings', async () => {
  for (const path of ['/avatar.svg?size=32', '/rest/api/2/universal_avatar/view/type/SD_REQTYPE/avatar/10500?size=48']) {
    const { status, headers, text } = await browser('GET', path);
    expect([status, headers['content-type'], text.startsWith('<svg')]).toEqual([200, 'image/svg+xml', true]);
  }
});
