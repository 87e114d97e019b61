import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../../broker/domain/app-error.ts';
import { type Bench, type Browser, inputValue, openBench } from './support/bench.ts';
import { aComment, aDesk, ada, aField, aRequest, aType, bob, createFakeJira, type FakeJira } from './support/fake-jira.ts';

let jira: FakeJira;
let bench: Bench;
let me: Browser;
const custom = (name: string) => `com.atlassian.jira.plugin.system.customfieldtypes:${name}`;
const choices = [
  { value: '1', label: 'Low', children: [] },
  { value: '2', label: 'High', children: [] },
];

beforeEach(async () => {
  jira = createFakeJira(() => bench.clock.now());
  jira.desks = [
    aDesk('6', {
      name: 'IT Help',
      types: [
        aType('61', '6', {
          name: 'Laptop broken',
          fields: [
            aField('summary', { name: 'Summary', required: true }),
            aField('description', { name: 'What happened?' }),
            aField('customfield_1', { name: 'Since', schema: { type: 'date', items: null, system: null, custom: custom('datepicker') } }),
            aField('customfield_2', { name: 'How many', schema: { type: 'number', items: null, system: null, custom: custom('float') } }),
            aField('customfield_3', {
              name: 'Urgency',
              choices,
              schema: { type: 'option', items: null, system: null, custom: custom('select') },
            }),
            aField('customfield_4', {
              name: 'Parts',
              choices,
              schema: { type: 'array', items: 'option', system: null, custom: custom('multicheckboxes') },
            }),
            aField('customfield_5', {
              name: 'Approver',
              schema: { type: 'user', items: null, system: null, custom: custom('userpicker') },
            }),
          ],
        }),
        aType('62', '6', {
          name: 'Needs more',
          fields: [
            aField('summary'),
            aField('customfield_9', { required: true, schema: { type: 'sd-asset', items: null, system: null, custom: 'x' } }),
          ],
        }),
      ],
    }),
    aDesk('7', { name: 'Secret desk', customers: new Set([bob]) }),
  ];
  bench = await openBench({ jira: jira.source });
  await bench.addTenant('acme');
  me = await bench.signedIn(ada);
});

afterEach(() => bench.close());

const createPath = '/servicedesk/customer/portal/6/create/61';
async function openForm(path = createPath) {
  const page = await me.get(path);
  return { csrf: inputValue(page.body, 'csrf'), 'form-key': inputValue(page.body, 'form-key') };
}

describe('the help centre', () => {
  test('shows the portals that are open to the customer', async () => {
    const page = await me.get('/servicedesk/customer/portals');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('href="/servicedesk/customer/portal/6"');
    expect(page.body).not.toContain('Secret desk');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['cache-control']).toBe('no-store');
  });

  test('is where the short addresses lead', async () => {
    for (const path of ['/', '/servicedesk/customer', '/servicedesk/customer/']) {
      const answer = await me.get(path);
      expect([answer.statusCode, answer.headers.location]).toEqual([302, '/servicedesk/customer/portals']);
    }
  });

  test('says so when there is nothing for the customer', async () => {
    jira.desks = [];
    expect((await me.get('/servicedesk/customer/portals')).body).toContain('Nothing here for you yet');
  });

  test('answers HEAD as GET, without the page', async () => {
    const head = await me.send({ method: 'HEAD', url: '/servicedesk/customer/portals' });
    expect([head.statusCode, head.body]).toEqual([200, '']);
  });

  test('says with a support code that Jira is away', async () => {
    jira.fault = () => {
      throw new AppError('jira_unavailable');
    };
    const page = await me.get('/servicedesk/customer/portals');
    expect(page.statusCode).toBe(503);
    expect(page.body).toContain('Jira cannot be reached right now');
    expect(page.body).toContain('CODE0000');
    expect(page.body).toContain('Sign out');
  });

  test('tells a customer in plain words that the token was revoked', async () => {
    jira.fault = () => {
      throw new AppError('jira_credential_rejected');
    };
    const page = await me.get('/servicedesk/customer/portals');
    expect(page.body).toContain('cannot sign in to Jira');
    expect(bench.refusals.at(-1)).toMatchObject({ code: 'jira_credential_rejected' });
  });
});

describe('a portal', () => {
  test('lists its kinds of request by group', async () => {
    const page = await me.get('/servicedesk/customer/portal/6');
    expect(page.body).toContain('Laptop broken');
    expect((await me.get('/servicedesk/customer/portal/6/group/1')).statusCode).toBe(200);
    expect((await me.get('/servicedesk/customer/portal/6/group/2')).statusCode).toBe(404);
  });

  test('that is closed and one that is not there answer alike', async () => {
    const blank = (text: string) => text.replace(/CODE\d+/g, '');
    const [closed, missing] = [await me.get('/servicedesk/customer/portal/7'), await me.get('/servicedesk/customer/portal/999')];
    expect([closed.statusCode, missing.statusCode]).toEqual([404, 404]);
    expect(blank(closed.body)).toBe(blank(missing.body));
  });

  test('unknown pages do not exist', async () => {
    expect((await me.get('/servicedesk/customer/nothing/here')).statusCode).toBe(404);
    expect((await me.get('/nothing')).statusCode).toBe(404);
  });
});

describe('the form of a request', () => {
  test('asks what it can and says what it leaves out', async () => {
    const page = await me.get(createPath);
    expect(page.body).toMatch(/<input (?=[^>]*name="field-summary")[^>]*required/);
    expect(page.body).toContain('<textarea');
    expect(page.body).toContain('type="date"');
    expect(page.body).toContain('<select');
    expect(page.body).toContain('type="checkbox"');
    expect(page.body).toContain('Not all optional fields can be shown here: Approver.');
  });

  test('is refused when a required field is of an unknown kind', async () => {
    const page = await me.get('/servicedesk/customer/portal/6/create/62');
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('cannot be raised here yet');
    expect(bench.refusals.at(-1)?.because).toContain('customfield_9');
  });

  test('is found at the longer native address as well', async () => {
    expect((await me.get('/servicedesk/customer/portal/6/group/1/create/61')).statusCode).toBe(200);
  });

  test('raises the request under the customer and leads to it', async () => {
    const answer = await me.post(createPath, {
      ...(await openForm()),
      'field-summary': ' Broken ',
      'field-description': 'It fell.\r\nTwice.',
      'field-customfield_1': '2026-11-20',
      'field-customfield_2': '1,5',
      'field-customfield_3': '2',
      'field-customfield_4': ['1', '2'],
      'field-customfield_5': 'somebody',
      'field-priority': '1',
    });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/servicedesk/customer/portal/6/D6-101?sent=request']);
    expect(jira.created).toEqual([
      {
        deskId: '6',
        requestTypeId: '61',
        raiseOnBehalfOf: ada,
        fields: {
          summary: 'Broken',
          description: 'It fell.\nTwice.',
          customfield_1: '2026-11-20',
          customfield_2: 1.5,
          customfield_3: { id: '2' },
          customfield_4: [{ id: '1' }, { id: '2' }],
        },
      },
    ]);
    expect((await me.get(answer.headers.location as string)).body).toContain('Your request was sent');
  });

  test('keeps every text and marks each wrong field', async () => {
    const answer = await me.post(createPath, {
      ...(await openForm()),
      'field-summary': '',
      'field-description': 'Long story',
      'field-customfield_1': '2026-02-30',
      'field-customfield_2': 'many',
      'field-customfield_3': '99',
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Long story');
    for (const id of ['summary', 'customfield_1', 'customfield_2', 'customfield_3']) {
      expect(answer.body).toContain(`id="field-${id}-error"`);
      expect(answer.body).toMatch(new RegExp(`aria-describedby="field-${id}-error`));
    }
    expect(jira.created).toEqual([]);
  });

  test('can be corrected and sent with the same page', async () => {
    const form = await openForm();
    const wrong = await me.post(createPath, { ...form, 'field-summary': '' });
    const again = { csrf: inputValue(wrong.body, 'csrf'), 'form-key': inputValue(wrong.body, 'form-key') };
    expect((await me.post(createPath, { ...again, 'field-summary': 'x' })).statusCode).toBe(303);
  });

  test('shows what Jira says beside the field it is about', async () => {
    jira.fault = (name) => {
      if (name !== 'createRequest') return;
      const problems = [
        { path: '/fields/description', message: 'Please say more.' },
        { path: '', message: 'Something else.' },
      ];
      throw new AppError('jira_request_invalid', { problems });
    };
    const answer = await me.post(createPath, { ...(await openForm()), 'field-summary': 'x', 'field-description': 'short' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toMatch(/id="field-description-error">.*Please say more\./);
    expect(answer.body).toContain('Something else.');
    jira.fault = () => undefined;
    const again = { csrf: inputValue(answer.body, 'csrf'), 'form-key': inputValue(answer.body, 'form-key') };
    expect((await me.post(createPath, { ...again, 'field-summary': 'x' })).statusCode).toBe(303);
  });

  test('sent twice makes one request', async () => {
    const form = { ...(await openForm()), 'field-summary': 'Once' };
    const first = await me.post(createPath, form);
    const second = await me.post(createPath, form);
    expect(first.statusCode).toBe(303);
    expect(second.statusCode).toBe(200);
    expect(second.body).toContain('This form was sent already');
    expect(second.body).toContain('D6-101');
    expect(jira.created).toHaveLength(1);
  });

  test('sent twice at the same moment makes one request, and both clicks lead to it', async () => {
    const form = { ...(await openForm()), 'field-summary': 'Once' };
    let sent: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      sent = resolve;
    });
    jira.fault = (name) => (name === 'createRequest' ? gate : undefined);
    const clicks = [me.post(createPath, form), me.post(createPath, form)];
    // The second click is well inside while Jira still works on the first.
    for (let turn = 0; turn < 100 || jira.count('createRequest') === 0; turn += 1) await new Promise(setImmediate);
    sent();
    const answers = await Promise.all(clicks);
    expect(answers.map((answer) => answer.headers.location)).toEqual(Array(2).fill('/servicedesk/customer/portal/6/D6-101?sent=request'));
    expect(jira.created).toHaveLength(1);
  });

  test('finds the request whose answer was lost', async () => {
    jira.lose = () => {
      throw new AppError('jira_unavailable');
    };
    const answer = await me.post(createPath, { ...(await openForm()), 'field-summary': 'Lost' });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/servicedesk/customer/portal/6/D6-101?sent=request']);
    expect(jira.count('createRequest')).toBe(1);
  });

  test('says that it does not know when it cannot be found, and keeps the text', async () => {
    jira.lose = () => {
      throw new AppError('jira_unavailable');
    };
    jira.searchable = () => false;
    const answer = await me.post(createPath, { ...(await openForm()), 'field-summary': 'Lost', 'field-description': 'All of it' });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('We do not know whether your request arrived');
    expect(answer.body).toContain('All of it');
    expect(jira.count('createRequest')).toBe(1);
  });

  test.each([['jira_busy'], ['jira_credential_rejected'], ['jira_permission_missing']] as const)(
    'keeps the text when Jira refuses: %s',
    async (code) => {
      jira.fault = (name) => {
        if (name === 'createRequest') throw new AppError(code);
      };
      const answer = await me.post(createPath, { ...(await openForm()), 'field-summary': 'x', 'field-description': 'All of it' });
      expect(answer.body).toContain('Your request was not sent');
      expect(answer.body).toContain('All of it');
      expect(answer.body).toContain('Support code: CODE');
      expect(jira.count('createRequest')).toBe(1);
      expect(jira.count('search')).toBe(0);
    },
  );

  test('keeps the text when not even the form can be read, and sends it later from that page', async () => {
    const form = { ...(await openForm()), 'field-summary': 'x', 'field-description': 'All of it' };
    jira.fault = () => {
      throw new AppError('jira_unavailable');
    };
    const away = await me.post(createPath, form);
    expect(away.statusCode).toBe(503);
    expect(away.body).toContain('All of it');
    jira.fault = () => undefined;
    const values = Object.fromEntries(Object.keys(form).map((name) => [name, inputValue(away.body, name)]));
    expect((await me.post(createPath, values)).statusCode).toBe(303);
  });

  test('posted after the session ended shows its text and a way to sign in, and goes on afterwards', async () => {
    const form = { ...(await openForm()), 'field-summary': 'Kept', 'field-description': 'A long\nstory' };
    me.cookies.delete('__Host-session');
    const kept = await me.post(createPath, form);
    expect(kept.statusCode).toBe(401);
    expect(kept.body).toContain('A long\nstory');
    expect(kept.body).toContain('/servicedesk/customer/user/login?destination=');
    expect(jira.created).toEqual([]);

    const anew = await bench.signedIn(ada);
    const shown = await anew.post(createPath, form);
    expect(shown.statusCode).toBe(409);
    expect(shown.body).toContain('A long\nstory');
    const again = { csrf: inputValue(shown.body, 'csrf'), 'form-key': inputValue(shown.body, 'form-key') };
    expect((await anew.post(createPath, { ...again, 'field-summary': 'Kept' })).statusCode).toBe(303);
  });
});

describe('my requests', () => {
  beforeEach(() => {
    const desk = jira.desks[0] as NonNullable<(typeof jira.desks)[0]>;
    jira.requests = Array.from({ length: 12 }, (_, index) => aRequest(`D6-${index + 1}`, desk, ada, { summary: `Mine ${index + 1}.` }));
    jira.requests.push(aRequest('D6-99', desk, bob, { summary: 'Not mine' }));
  });

  test('lists them, newest first, page by page', async () => {
    const first = await me.get('/servicedesk/customer/user/requests');
    expect(first.body).toContain('Mine 12.');
    // Ten of them, although one that is not theirs was found between.
    expect(first.body).toContain('Mine 3.');
    expect(first.body).not.toContain('Mine 2.');
    expect(first.body).not.toContain('Not mine');
    const next = /href="([^"]*page=[^"]*)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await me.get(next);
    expect(second.body).toContain('Mine 2.');
    expect(second.body).toContain('Mine 1.');
    expect(second.body).not.toContain('Mine 3.');
    expect(second.body).not.toContain('Next page');
  });

  test('a page link of somebody else starts at the beginning', async () => {
    const first = await me.get('/servicedesk/customer/user/requests');
    const next = /href="([^"]*page=[^"]*)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const other = await bench.signedIn(bob);
    jira.calls = [];
    await other.get(next);
    expect(jira.calls.find((call) => call.name === 'search')?.args[0]).toMatchObject({ nextPageToken: null });
    jira.calls = [];
    await me.get(next.replace('status=open', 'status=all'));
    expect(jira.calls.find((call) => call.name === 'search')?.args[0]).toMatchObject({ nextPageToken: null });
  });

  test.each([
    ['status=closed', 'AND statusCategory = Done'],
    ['status=nonsense', 'AND statusCategory != Done'],
    ['text=printer%22%20OR%20project%20%3D%201', 'AND (summary ~ "printer or project 1" OR description ~ "printer or project 1")'],
  ])('asks Jira by the filters: %s', async (query, jql) => {
    const page = await me.get(`/servicedesk/customer/user/requests?${query}`);
    expect(page.statusCode).toBe(200);
    expect(jira.calls.find((call) => call.name === 'search')?.args[0]).toMatchObject({ jql: expect.stringContaining(jql) });
  });

  test('takes a filter once', async () => {
    expect((await me.get('/servicedesk/customer/user/requests?text=a&text=b')).statusCode).toBe(400);
  });
});

describe('one request', () => {
  const path = '/servicedesk/customer/portal/6/D6-1';
  beforeEach(() => {
    const desk = jira.desks[0] as NonNullable<(typeof jira.desks)[0]>;
    jira.requests = [
      aRequest('D6-1', desk, ada, {
        summary: 'Screen is dark',
        request: { fields: [{ id: 'description', label: 'x', value: 'Since <b>Monday</b>' }] },
        comments: [aComment('1', 'We look into it.'), aComment('2', 'He is always complaining.', { public: false, jsdPublic: false })],
      }),
      aRequest('D6-2', desk, bob),
    ];
  });
  const commentForm = async () => {
    const page = await me.get(path);
    return { csrf: inputValue(page.body, 'csrf'), 'form-key': inputValue(page.body, 'form-key') };
  };

  test('shows what was asked and what happened, and nothing internal', async () => {
    const page = await me.get(path);
    expect(page.body).toContain('<title>D6-1 Screen is dark - Acme Help</title>');
    expect(page.body).toContain('Since &lt;b>Monday&lt;/b>');
    expect(page.body).toContain('We look into it.');
    expect(page.body).not.toContain('complaining');
  });

  test('of somebody else answers like one that is not there', async () => {
    const blank = (text: string) => text.replace(/CODE\d+/g, '');
    const [foreign, missing] = [await me.get('/servicedesk/customer/portal/6/D6-2'), await me.get('/servicedesk/customer/portal/6/D6-3')];
    expect([foreign.statusCode, missing.statusCode]).toEqual([404, 404]);
    expect(blank(foreign.body)).toBe(blank(missing.body));
  });

  test('takes a comment and shows it', async () => {
    const answer = await me.post(`${path}/comment`, { ...(await commentForm()), comment: 'Any news?' });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${path}?sent=comment`]);
    const page = await me.get(`${path}?sent=comment`);
    expect(page.body).toContain('Any news?');
    expect(page.body).toContain('Ada Adams, through this portal');
    expect(page.body).toContain('Your comment was sent');
  });

  test('takes a comment once', async () => {
    const form = { ...(await commentForm()), comment: 'Any news?' };
    await me.post(`${path}/comment`, form);
    expect((await me.post(`${path}/comment`, form)).statusCode).toBe(303);
    expect(jira.count('addComment')).toBe(1);
  });

  test('does not take an empty comment', async () => {
    const answer = await me.post(`${path}/comment`, { ...(await commentForm()), comment: '  ' });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('id="comment-error"');
  });

  test('keeps a comment that Jira refused', async () => {
    const form = { ...(await commentForm()), comment: 'My long comment' };
    jira.fault = (name) => {
      if (name === 'addComment') throw new AppError('jira_busy');
    };
    const answer = await me.post(`${path}/comment`, form);
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('Your comment was not sent');
    expect(answer.body).toMatch(/<textarea[^>]*>My long comment/);
  });

  test('finds a comment whose answer was lost, and says so when it cannot', async () => {
    const form = { ...(await commentForm()), comment: 'Hello' };
    jira.lose = () => {
      throw new AppError('jira_unavailable');
    };
    expect((await me.post(`${path}/comment`, form)).statusCode).toBe(303);
    const second = { ...(await commentForm()), comment: 'Hello again' };
    jira.fault = (name) => {
      if (name === 'addComment') throw new AppError('jira_unavailable');
    };
    const answer = await me.post(`${path}/comment`, second);
    expect(answer.body).toContain('We do not know whether your comment arrived');
    expect(answer.body).toContain('Hello again');
    expect(jira.count('addComment')).toBe(2);
  });

  test('keeps a comment that came after the session ended', async () => {
    const form = { ...(await commentForm()), comment: 'Do not lose me' };
    me.cookies.delete('__Host-session');
    const answer = await me.post(`${path}/comment`, form);
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain('Do not lose me');
    expect(jira.count('addComment')).toBe(0);
  });
});
