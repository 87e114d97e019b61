import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type AuthenticatorApp, createAuthenticatorApp } from '../../../sandbox/authenticator/app.ts';

let app: AuthenticatorApp;
let url: string;
let now: number;

beforeEach(async () => {
  now = 59_000;
  app = createAuthenticatorApp({ now: () => now });
  url = `http://127.0.0.1:${await app.listen(0)}`;
});
afterEach(() => app.close());

const get = async (path: string) => (await fetch(url + path)).text();
const post = (path: string, form: Record<string, string> = {}) => fetch(url + path, { method: 'POST', body: new URLSearchParams(form) });
/** The secret of RFC 6238, appendix B, whose codes are known. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test('shows the code of now and the next one, and counts down', async () => {
  await post('/entries', { secret });
  expect(await get('/')).toMatch(/<output>287 082<\/output>.*Changes in <span class="left">1<\/span>/s);
  const [before] = JSON.parse(await get('/codes')) as { code: string; next: string; secondsLeft: number }[];
  now += 1000;
  const [after] = JSON.parse(await get('/codes')) as { code: string; next: string; secondsLeft: number }[];
  expect(before).toMatchObject({ code: '287082', secondsLeft: 1 });
  expect(after).toMatchObject({ code: before?.next, secondsLeft: 30 });
});

test('keeps several entries, newest first, and removes one', async () => {
  await post('/entries', { secret: `otpauth://totp/one?secret=${secret}` });
  await post('/entries', { secret: `otpauth://totp/two?secret=${secret}` });
  const entries = JSON.parse(await get('/codes')) as { id: string; label: string }[];
  expect(entries.map(({ label }) => label)).toEqual(['two', 'one']);
  await post(`/entries/${entries[0]?.id}/remove`);
  expect(JSON.parse(await get('/codes'))).toMatchObject([{ label: 'one' }]);
});

test('says what is wrong with something else, and keeps nothing of it', async () => {
  const answer = await post('/entries', { secret: 'hello!' });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('role="alert"');
  expect(JSON.parse(await get('/codes'))).toEqual([]);
});

test('a name is shown as text', async () => {
  await post('/entries', { secret: `otpauth://totp/${encodeURIComponent('<img src=x onerror=alert(1)>')}?secret=${secret}` });
  expect(await get('/')).not.toContain('<img');
});

test('every part of the page is there, and nothing else', async () => {
  for (const path of ['/', '/codes', '/style.css', '/script.js']) expect((await fetch(url + path)).status).toBe(200);
  expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
  expect((await fetch(`${url}/codes`, { method: 'DELETE' })).status).toBe(405);
});
