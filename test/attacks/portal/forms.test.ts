import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { type Bench, type Browser, inputValue, openBench } from '../../broker/portal/support/bench.ts';
import { aComment, aDesk, ada, aRequest, aType, bob, createFakeJira, type FakeJira } from '../../broker/portal/support/fake-jira.ts';
import { casesOf } from '../../support/attacks/cases.ts';

let jira: FakeJira;
let bench: Bench;
let me: Browser;
const createPath = '/servicedesk/customer/portal/6/create/61';
const commentPath = '/servicedesk/customer/portal/6/D6-1/comment';

beforeEach(async () => {
  jira = createFakeJira();
  const desk = aDesk('6', { types: [aType('61', '6'), aType('62', '6', { onlyFor: new Set([bob]) })] });
  const closed = aDesk('7', { customers: new Set([bob]) });
  jira.desks = [desk, closed];
  jira.requests = [
    aRequest('D6-1', desk, ada, { comments: [aComment('1', 'internal secret', { public: false, jsdPublic: false })] }),
    aRequest('D6-2', desk, bob, { summary: 'secret of Bob' }),
    aRequest('D7-1', closed, bob, { participants: [ada], summary: 'secret of Bob' }),
  ];
  bench = await openBench({ jira: jira.source });
  await bench.addTenant('acme');
  await bench.addTenant('umbra');
  me = await bench.signedIn(ada);
});
afterEach(() => bench.close());

async function formOf(browser: Browser, path = createPath) {
  const page = await browser.get(path);
  return { csrf: inputValue(page.body, 'csrf'), 'form-key': inputValue(page.body, 'form-key') };
}
const nothingHappened = () => {
  expect(jira.count('createRequest')).toBe(0);
  expect(jira.count('addComment')).toBe(0);
};

describe('requests of others', () => {
  const { attack } = casesOf('portal.requests');

  attack.each([
    ['/servicedesk/customer/portal/6/D6-2', 'a stranger'],
    ['/servicedesk/customer/portal/7/D7-1', 'on a desk that is closed to me'],
    ['/servicedesk/customer/portal/6/D7-1', 'under a desk that is open to me'],
    ['/servicedesk/customer/portal/6/d6-2', 'in lower case'],
    ['/servicedesk/customer/portal/6/96', 'by number'],
    ['/servicedesk/customer/portal/projectKey:D6/D6-1', 'under another name of the desk'],
    ['/servicedesk/customer/portal/06/D6-1', 'with a zero before'],
    ['/servicedesk/customer/portal/6/D6-2%3Fexpand=participant', 'with a query in the path'],
    ['/servicedesk/customer/portal/6/..%2F..%2Frequest%2FD6-2', 'with a way up in the path'],
  ])('do not exist: %s, %s', async (path) => {
    const page = await me.get(path);
    expect(page.statusCode).toBe(404);
    expect(page.body).not.toContain('secret');
    const written = await me.post(`${path}/comment`, { ...(await formOf(me, '/servicedesk/customer/portal/6/D6-1')), comment: 'x' });
    expect(written.statusCode).toBe(404);
    nothingHappened();
  });

  attack('internal comments are on no page', async () => {
    const page = await me.get('/servicedesk/customer/portal/6/D6-1');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain('internal secret');
  });

  attack.each([
    ['/servicedesk/customer/portal/6/create/62'],
    ['/servicedesk/customer/portal/7/create/71'],
    ['/servicedesk/customer/portal/6/create/71'],
  ])('types that are not open to me can be neither seen nor posted: %s', async (path) => {
    expect((await me.get(path)).statusCode).toBe(404);
    expect((await me.post(path, { ...(await formOf(me)), 'field-summary': 'x' })).statusCode).toBe(404);
    nothingHappened();
  });
});

describe('forms from elsewhere', () => {
  const { attack } = casesOf('portal.forms');

  const posts: [string, Record<string, string>][] = [
    [createPath, { 'field-summary': 'x' }],
    [commentPath, { comment: 'x' }],
    ['/servicedesk/customer/user/logout', {}],
  ];

  attack.each(posts)('%s takes none without the token of this session', async (path, form) => {
    const other = await bench.signedIn(bob);
    const foreign = await formOf(other);
    for (const csrf of ['', 'x', foreign.csrf, `${foreign.csrf}x`]) {
      await me.post(path, { ...(await formOf(me)), ...form, csrf });
      nothingHappened();
      expect((await me.get('/servicedesk/customer/portals')).statusCode).toBe(200);
    }
  });

  attack.each(posts)('%s takes none from another site, even with the token', async (path, form) => {
    const own = await formOf(me);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://acme-login.localhost:8080' },
      { origin: 'http://acme.localhost:8081' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]) {
      const answer = await me.post(path, { ...own, ...form }, headers as Record<string, string>);
      expect([answer.statusCode, bench.refusals.at(-1)?.code]).toEqual([403, 'portal_form_foreign']);
      nothingHappened();
    }
    expect((await me.get('/servicedesk/customer/portals')).statusCode).toBe(200);
  });

  attack('a token given twice is none', async () => {
    const own = await formOf(me);
    await me.post(createPath, { ...own, csrf: [own.csrf, own.csrf], 'field-summary': 'x' });
    nothingHappened();
  });

  attack('a form key that was made up, or is too old, sends nothing', async () => {
    const own = await formOf(me);
    const old = `${(bench.clock.now() - 13 * 3_600_000).toString(36)}-AAAAAAAAAAAAAAAA`;
    const future = `${(bench.clock.now() + 1_000).toString(36)}-AAAAAAAAAAAAAAAA`;
    for (const key of ['', 'x', old, future, `${own['form-key']}'`]) {
      expect((await me.post(createPath, { ...own, 'form-key': key, 'field-summary': 'x' })).statusCode).toBe(409);
      nothingHappened();
    }
  });

  attack('JSON and text bodies are not forms', async () => {
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      const answer = await me.send({
        method: 'POST',
        url: createPath,
        headers: { 'content-type': type, origin: me.origin },
        payload: '{"csrf":"x"}',
      });
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      nothingHappened();
    }
  });

  attack('a body beyond the limit is refused', async () => {
    const form = { ...(await formOf(me)), comment: 'x'.repeat(400 * 1024) };
    expect((await me.post(commentPath, form)).statusCode).toBe(413);
    nothingHappened();
  });

  attack('names of built-in properties are nothing special', async () => {
    const answer = await me.post(createPath, { ...(await formOf(me)), __proto__x: '1', constructor: '1', 'field-summary': 'fine' });
    expect(answer.statusCode).toBe(303);
    expect(Object.keys(jira.created[0]?.fields ?? {})).toEqual(['summary']);
  });
});

describe('markup in whatever people and Jira write', () => {
  const { attack } = casesOf('portal.markup');

  const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>'--><svg/onload=alert(3)>{{7*7}}`;

  attack('is text on every page', async () => {
    const desk = aDesk('6', { name: hostile, types: [aType('61', '6', { name: hostile, description: hostile, helpText: hostile })] });
    jira.desks = [desk];
    const type = desk.types[0] as (typeof desk.types)[0];
    const fields = type.fields.map((field) => ({ ...field, name: hostile, description: hostile }));
    desk.types[0] = {
      ...type,
      fields: [
        ...fields,
        {
          ...(fields[0] as (typeof fields)[0]),
          id: 'other',
          schema: { type: 'x', items: null, system: null, custom: null },
          required: false,
        },
      ],
    };
    jira.requests = [
      aRequest('D6-1', desk, ada, {
        summary: hostile,
        request: {
          reporter: { accountId: ada, displayName: hostile },
          status: { name: hostile, category: 'new', at: 1 },
          requestTypeName: hostile,
          fields: [{ id: 'description', label: hostile, value: hostile }],
        },
        comments: [aComment('1', hostile, { author: { accountId: bob, displayName: hostile } })],
      }),
    ];
    const victim = await bench.signedIn(ada, { displayName: hostile });
    const written = { ...(await formOf(victim)), 'field-summary': '', 'field-description': hostile };
    const pages = [
      await victim.get('/servicedesk/customer/portals'),
      await victim.get('/servicedesk/customer/portal/6'),
      await victim.get(createPath),
      await victim.get(`/servicedesk/customer/user/requests?status=all&text=${encodeURIComponent(hostile)}`),
      await victim.get('/servicedesk/customer/portal/6/D6-1'),
      await victim.get(`/servicedesk/customer/portal/${encodeURIComponent(hostile)}`),
      await victim.post(createPath, written),
      await victim.post(commentPath, { ...written, csrf: 'x', comment: hostile }),
    ];
    victim.cookies.clear();
    pages.push(await victim.post(createPath, { ...written, [hostile]: hostile }));
    for (const page of pages) {
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(page.body).not.toMatch(/<script(?! src="\/assets\/page-[\w-]+\.js" defer>)/);
      expect(page.body).not.toMatch(/<img|<svg\/onload/);
      expect(page.body).not.toMatch(/<[^>"]*(?:"[^"]*"[^>"]*)*\son\w+=/);
    }
    expect(pages[4]?.body).toContain('&lt;script>alert(1)');
  });

  casesOf('portal.search').attack.each([
    '" OR reporter = "qm:bob',
    '") OR (project = SECRET',
    'x" ORDER BY key ASC //',
    '\\" OR 1=1',
    'currentUser()',
  ])('does not leave its quotes in a search: %s', async (text) => {
    await me.get(`/servicedesk/customer/user/requests?status=all&text=${encodeURIComponent(text)}`);
    const asked = jira.calls.find((call) => call.name === 'search')?.args[0] as { jql: string } | undefined;
    expect(asked?.jql).toMatch(
      /^project in \([\d, ]+\) AND cf\[10010\] is not EMPTY AND \([^)]*\("qm:ada"\)\) AND \(summary ~ "([\p{L}\p{N} ]*)" OR description ~ "\1"\) ORDER BY created DESC, key DESC$/u,
    );
  });
});

describe('sessions of others', () => {
  const { attack } = casesOf('portal.sessions');

  attack('a session of another tenant opens nothing here', async () => {
    const umbra = await bench.signedIn(ada, { slug: 'umbra' });
    const here = bench.browser('acme');
    here.cookies.set('__Host-session', umbra.cookies.get('__Host-session') ?? '');
    expect((await here.get('/servicedesk/customer/portals')).statusCode).toBe(302);
    expect((await here.post(createPath, { ...(await formOf(me)), 'field-summary': 'x' })).statusCode).toBe(401);
    nothingHappened();
  });

  attack('a hand-edited session cookie is none', async () => {
    const token = me.cookies.get('__Host-session') ?? '';
    for (const edited of [
      '',
      'x',
      `${token}A`,
      token.slice(1),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      '../../x',
      token.toLowerCase(),
    ]) {
      if (edited === token) continue;
      const other = bench.browser();
      other.cookies.set('__Host-session', edited);
      expect((await other.get('/servicedesk/customer/portals')).statusCode).toBe(302);
    }
  });

  attack('signing out ends copies of the cookie as well', async () => {
    const copy = bench.browser();
    copy.cookies.set('__Host-session', me.cookies.get('__Host-session') ?? '');
    await me.post('/servicedesk/customer/user/logout', { csrf: (await formOf(me)).csrf });
    expect((await copy.get('/servicedesk/customer/portals')).statusCode).toBe(302);
  });
});
