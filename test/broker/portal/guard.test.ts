import { beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../../broker/domain/app-error.ts';
import { createPortalGuard, type PortalGuard } from '../../../broker/portal/guard.ts';
import { acting, aSnapshot } from './support/customer.ts';
import { aComment, aDesk, ada, aField, aRequest, aType, bob, createFakeJira, type FakeDesk, type FakeJira } from './support/fake-jira.ts';

let jira: FakeJira;
let now: number;
let guard: PortalGuard;
const me = acting(ada);
const gone = { ok: false, code: 'portal_not_found' };

beforeEach(() => {
  now = 10_000;
  jira = createFakeJira(() => now);
  guard = createPortalGuard({ jira: jira.source, clock: { now: () => now } });
});

const names = async (customer = me) => (await guard.portals(customer)).map((desk) => desk.name);
const fill = async () => ({ ok: true as const, values: { summary: 'Broken' } });

describe('R2, portals', () => {
  test('shows an open desk to every customer and a restricted one to its own', async () => {
    jira.desks = [aDesk('1'), aDesk('2', { customers: new Set([bob]) }), aDesk('3', { customers: new Set([ada]) })];
    expect(await names()).toEqual(['Desk 1', 'Desk 3']);
  });

  test('lets members of an organization of the desk in, even where they may create nothing', async () => {
    jira.members.set(ada, ['7']);
    jira.desks = [aDesk('1', { customers: new Set(), organizations: ['7'], types: [aType('11', '1', { onlyFor: new Set() })] })];
    expect(await names()).toEqual(['Desk 1']);
    expect(await guard.portal(me, '1')).toMatchObject({ ok: true, value: { groups: [] }, because: 'R2: organization of the desk' });
  });

  test('does not let a deactivated member of such an organization in', async () => {
    jira.members.set(ada, ['7']);
    jira.inactive.add(ada);
    jira.desks = [aDesk('1', { customers: new Set(), organizations: ['7'] })];
    expect(await names()).toEqual([]);
    expect(await guard.portal(me, '1')).toMatchObject({ ...gone, because: 'R2: no active account of a customer' });
  });

  test('does not let an app in, whatever organization it was put into', async () => {
    jira.members.set(ada, ['7']);
    jira.apps.add(ada);
    jira.desks = [aDesk('1', { organizations: ['7'], types: [aType('11', '1', { onlyFor: new Set() })] })];
    expect(await names()).toEqual([]);
    expect(await guard.portal(me, '1')).toMatchObject(gone);
  });

  test('opens nothing to an account that was deleted', async () => {
    const desk = aDesk('1', { customers: new Set() });
    jira.desks = [desk];
    jira.requests = [aRequest('D1-1', desk, ada)];
    jira.fault = (name) => {
      if (name === 'organizationsOf') throw new AppError('jira_not_found');
      if (name === 'creatableRequestTypes' || name === 'mayBrowse') throw new AppError('jira_request_invalid');
    };
    expect(await names()).toEqual([]);
    expect(await guard.portal(me, '1')).toMatchObject(gone);
    expect(await guard.request(me, '1', 'D1-1')).toMatchObject(gone);
    expect(await guard.comment(me, { deskId: '1', key: 'D1-1' }, 'x', async () => true)).toMatchObject(gone);
  });

  test('does not count an organization that the desk does not have', async () => {
    jira.members.set(ada, ['7']);
    jira.desks = [aDesk('1', { customers: new Set(), organizations: ['8'] })];
    expect(await names()).toEqual([]);
    expect(await guard.portal(me, '1')).toMatchObject(gone);
  });

  test.each(['', '0', '01', '1 ', 'D1', 'projectKey:D1', '1/../2', '9'.repeat(40)])('takes no desk id but a number: %j', async (id) => {
    jira.desks = [aDesk('1')];
    expect(await guard.portal(me, id)).toMatchObject(gone);
    expect(jira.calls).toEqual([]);
  });

  test('says the same about a desk that is closed and one that is not there', async () => {
    jira.desks = [aDesk('1', { customers: new Set([bob]) })];
    const [closed, missing] = [await guard.portal(me, '1'), await guard.portal(me, '2')];
    expect({ ...closed, because: '' }).toEqual({ ...missing, because: '' });
  });

  test('a list may be a minute old and not older', async () => {
    jira.desks = [aDesk('1')];
    expect(await names()).toEqual(['Desk 1']);
    (jira.desks[0] as { customers: Set<string> }).customers = new Set();
    now += 59_999;
    expect(await names()).toEqual(['Desk 1']);
    now += 1;
    expect(await names()).toEqual([]);
  });

  test('a warm list asks Jira nothing', async () => {
    jira.desks = [aDesk('1'), aDesk('2')];
    await names();
    jira.calls = [];
    await names();
    expect(jira.calls).toEqual([]);
  });

  test('a list is never shared between customers, tenants or revisions', async () => {
    jira.desks = [aDesk('1', { customers: new Set([ada]) })];
    expect(await names()).toEqual(['Desk 1']);
    expect(await names(acting(bob))).toEqual([]);
    const asked = jira.count('creatableRequestTypes');
    await names(acting(ada, { snapshot: aSnapshot({ tenant: 'other' as never }) }));
    await names(acting(ada, { snapshot: aSnapshot({ revision: 2 }) }));
    expect(jira.count('creatableRequestTypes')).toBe(asked + 2);
  });

  test('opening asks now, whatever a list remembers', async () => {
    jira.desks = [aDesk('1')];
    await names();
    (jira.desks[0] as { customers: Set<string> }).customers = new Set();
    expect(await guard.portal(me, '1')).toMatchObject(gone);
    expect(await names()).toEqual([]);
  });

  test('one desk that the service account may not read closes that desk alone', async () => {
    jira.desks = [aDesk('1'), aDesk('2')];
    let calls = 0;
    jira.fault = (name) => {
      if (name === 'requestTypes' && ++calls === 1) throw new AppError('jira_permission_missing');
    };
    expect(await names()).toEqual(['Desk 2']);
  });

  test('Jira being away is an error, not an empty list', async () => {
    jira.desks = [aDesk('1')];
    jira.fault = () => {
      throw new AppError('jira_unavailable');
    };
    await expect(guard.portals(me)).rejects.toMatchObject({ code: 'jira_unavailable' });
    jira.fault = () => undefined;
    expect(await names()).toEqual(['Desk 1']);
  });
});

describe('R3, request types', () => {
  beforeEach(() => {
    jira.desks = [
      aDesk('1', {
        types: [aType('11', '1'), aType('12', '1', { onlyFor: new Set([bob]) }), aType('13', '1', { groupIds: [] }), aType('14', '2')],
      }),
    ];
  });

  test('shows types that the customer may create, that stand in a group, of that desk', async () => {
    const portal = await guard.portal(me, '1');
    expect(portal).toMatchObject({ ok: true, value: { groups: [{ group: { name: 'Common' }, types: [{ id: '11' }] }] } });
    expect(portal.ok && portal.value.groups.flatMap(({ types }) => types)).toHaveLength(1);
  });

  test.each([['12'], ['13'], ['14'], ['99'], ['11 or 1=1']])(
    'neither shows the form of another type nor raises with it: %s',
    async (typeId) => {
      expect(await guard.form(me, '1', typeId)).toMatchObject(gone);
      expect(await guard.raise(me, { deskId: '1', typeId }, fill)).toMatchObject(gone);
      expect(jira.created).toEqual([]);
    },
  );

  test('raising asks again, even straight after the form was shown', async () => {
    expect(await guard.form(me, '1', '11')).toMatchObject({ ok: true });
    (jira.desks[0] as { customers: Set<string> }).customers = new Set();
    expect(await guard.raise(me, { deskId: '1', typeId: '11' }, fill)).toMatchObject(gone);
    expect(jira.created).toEqual([]);
  });

  test('raises in the name of the customer, once', async () => {
    expect(await guard.raise(me, { deskId: '1', typeId: '11' }, fill)).toMatchObject({ kind: 'raised', key: 'D1-101' });
    expect(jira.created).toEqual([{ deskId: '1', requestTypeId: '11', fields: { summary: 'Broken' }, raiseOnBehalfOf: ada }]);
  });

  test('sends no field that the form does not show (R8)', async () => {
    const type = jira.desks[0]?.types[0];
    type?.fields.push(aField('priority', { visible: false }));
    const raised = await guard.raise(me, { deskId: '1', typeId: '11' }, async () => ({
      ok: true,
      values: { summary: 'x', priority: { id: '1' } },
    }));
    expect(raised).toMatchObject({ ...gone, because: 'R8: a field that the form does not show' });
    expect(jira.created).toEqual([]);
  });

  test('shows visible fields only', async () => {
    jira.desks[0]?.types[0]?.fields.push(aField('preset', { visible: false }));
    const form = await guard.form(me, '1', '11');
    expect(form.ok && form.value.fields.map((field) => field.id)).toEqual(['summary', 'description']);
  });

  test('a create whose answer was lost is not repeated and can be found', async () => {
    jira.lose = () => {
      throw new AppError('jira_unavailable');
    };
    const raised = await guard.raise(me, { deskId: '1', typeId: '11' }, fill);
    expect(raised).toMatchObject({ kind: 'failed', error: { code: 'jira_unavailable' } });
    expect(jira.count('createRequest')).toBe(1);
    const { desk } = jira.desks[0] as FakeDesk;
    expect(await guard.findRaised(me, { desk, typeId: '11', summary: 'Broken', since: now })).toEqual(['D1-101']);
    expect(await guard.findRaised(me, { desk, typeId: '11', summary: 'Other', since: now })).toEqual([]);
    expect(await guard.findRaised(me, { desk, typeId: '11', summary: 'Broken', since: now + 1 })).toEqual([]);
  });
});

describe('R4, one request', () => {
  const open = async (deskId = '1', key = 'D1-1') => guard.request(me, deskId, key);

  test('opens to its reporter, a participant, an approver and the organization it is shared with', async () => {
    const desk = aDesk('1', { organizations: ['7'] });
    jira.desks = [desk];
    jira.members.set(ada, ['7']);
    jira.requests = [
      aRequest('D1-1', desk, ada),
      aRequest('D1-2', desk, bob, { participants: [bob, ada] }),
      aRequest('D1-3', desk, bob, { approvers: [ada] }),
      aRequest('D1-4', desk, bob, { issue: { organizationIds: ['8', '7'] } }),
    ];
    const because = await Promise.all(['D1-1', 'D1-2', 'D1-3', 'D1-4'].map(async (key) => (await open('1', key)).because));
    expect(because).toEqual(['R4: reporter', 'R4: participant', 'R4: approver', 'R4: organization']);
  });

  test('does not exist for a stranger, nor for an organization that has left the desk', async () => {
    const desk = aDesk('1', { organizations: [] });
    jira.desks = [desk];
    jira.members.set(ada, ['7']);
    jira.requests = [aRequest('D1-1', desk, bob), aRequest('D1-2', desk, bob, { issue: { organizationIds: ['7'] } })];
    expect(await open('1', 'D1-1')).toMatchObject({ ...gone, because: 'R4c: not involved' });
    expect(await open('1', 'D1-2')).toMatchObject({ ...gone, because: 'R4c: not involved' });
  });

  test('asks the same questions about a foreign request and one that is not there', async () => {
    const desk = aDesk('1');
    jira.desks = [desk];
    jira.requests = [aRequest('D1-1', desk, bob)];
    const asked = async (key: string) => {
      jira.calls = [];
      const verdict = await open('1', key);
      return { calls: jira.calls.map((call) => call.name), verdict: { ...verdict, because: '' } };
    };
    expect(await asked('D1-1')).toEqual(await asked('D1-2'));
  });

  test('does not open below another desk', async () => {
    const [one, two] = [aDesk('1'), aDesk('2')];
    jira.desks = [one, two];
    jira.requests = [aRequest('D1-1', one, ada)];
    expect(await open('2')).toMatchObject({ ...gone, because: 'R4: of another desk' });
  });

  test('is closed to its own reporter when they are no customer of the desk any more', async () => {
    const desk = aDesk('1', { customers: new Set() });
    jira.desks = [desk];
    jira.requests = [aRequest('D1-1', desk, ada)];
    expect(await open()).toMatchObject(gone);
  });

  test('stays open to a reporter who may follow but no longer create in a group', async () => {
    const desk = aDesk('1', { types: [aType('11', '1', { groupIds: [] })] });
    jira.desks = [desk];
    jira.requests = [aRequest('D1-1', desk, ada)];
    expect(await open()).toMatchObject({ ok: true });
  });

  test('stays open to an involved person with Browse Projects', async () => {
    const desk = aDesk('1', { customers: new Set() });
    jira.desks = [desk];
    jira.requests = [aRequest('D1-1', desk, ada, { browsers: new Set([ada]) })];
    expect(await open()).toMatchObject({ ok: true });
  });

  test('obeys a security level', async () => {
    const desk = aDesk('1');
    jira.desks = [desk];
    jira.requests = [
      aRequest('D1-1', desk, ada, { issue: { hasSecurityLevel: true } }),
      aRequest('D1-2', desk, ada, { issue: { hasSecurityLevel: true }, browsers: new Set([ada]) }),
    ];
    expect(await open('1', 'D1-1')).toMatchObject({ ...gone, because: 'R4d: security level' });
    expect(await open('1', 'D1-2')).toMatchObject({ ok: true });
  });

  test('does not trust two answers that speak of different issues', async () => {
    const desk = aDesk('1');
    jira.desks = [desk];
    jira.requests = [aRequest('D1-1', desk, ada, { issue: { id: '1', key: 'D1-9' } })];
    expect(await open()).toMatchObject(gone);
  });

  test.each(['d1-1', 'D1-01', 'D1-1/comment', '10001', 'D1-1?expand=x', '../D1-1', ''])('takes no key but a key: %j', async (key) => {
    jira.desks = [aDesk('1')];
    expect(await open('1', key)).toMatchObject(gone);
    expect(jira.calls).toEqual([]);
  });
});

describe('R5, my requests', () => {
  const list = async (more: object = {}) => guard.requests(me, { status: 'all', text: '', deskId: null, pageToken: null, ...more });

  test('applies R4 to each row again', async () => {
    const desk = aDesk('1');
    jira.desks = [desk];
    jira.requests = [
      aRequest('D1-1', desk, ada),
      aRequest('D1-2', desk, bob),
      aRequest('D1-3', desk, ada, { issue: { hasSecurityLevel: true } }),
    ];
    expect((await list()).rows.map((row) => row.key)).toEqual(['D1-1']);
  });

  test('names numbers of projects only, and a desk that may not be entered is no filter', async () => {
    jira.desks = [aDesk('1'), aDesk('2', { customers: new Set() })];
    await list();
    await list({ deskId: '1' });
    expect((await list({ deskId: '2' })).rows).toEqual([]);
    const searches = jira.calls.filter((call) => call.name === 'search').map((call) => (call.args[0] as { jql: string }).jql);
    expect(searches).toEqual([
      expect.stringContaining('project in (1001, 1002) AND cf[10010] is not EMPTY'),
      expect.stringContaining('project in (1001) AND cf[10010] is not EMPTY'),
    ]);
  });

  test('asks again, now and from the beginning, when Jira refuses what was remembered', async () => {
    jira.desks = [aDesk('1'), aDesk('2')];
    jira.requests = [aRequest('D1-1', jira.desks[0] as FakeDesk, ada)];
    await guard.portals(me);
    jira.desks = jira.desks.slice(0, 1);
    jira.fault = (name) => {
      const asked = JSON.stringify(jira.calls.at(-1));
      // A project that is gone, or a page of another question.
      if (name === 'search' && (asked.includes('1001, 1002') || asked.includes('old'))) throw new AppError('jira_request_invalid');
    };
    expect((await list({ pageToken: '0 old' })).rows.map((row) => row.key)).toEqual(['D1-1']);
  });

  test('leaves out a project that the service account cannot browse, which Jira refuses to be asked about', async () => {
    jira.desks = [aDesk('1'), aDesk('2')];
    jira.requests = [aRequest('D1-1', jira.desks[0] as FakeDesk, ada), aRequest('D2-1', jira.desks[1] as FakeDesk, ada)];
    jira.fault = (name) => {
      if (name === 'search' && JSON.stringify(jira.calls.at(-1)).includes('1002)')) throw new AppError('jira_request_invalid');
    };
    expect((await list()).rows.map((row) => row.key)).toEqual(['D1-1']);
    expect((await list({ deskId: '2' })).rows).toEqual([]);
  });

  test('is empty for an account that is gone, which Jira refuses to ask about', async () => {
    jira.desks = [aDesk('1', { customers: new Set() })];
    jira.inactive.add(ada);
    jira.fault = (name) => {
      if (name === 'search') throw new AppError('jira_request_invalid');
    };
    expect((await list()).rows).toEqual([]);
  });

  test('does not tell by its pages that something is kept back', async () => {
    const desk = aDesk('1');
    jira.desks = [desk];
    const hidden = { issue: { hasSecurityLevel: true } };
    jira.requests = Array.from({ length: 26 }, (_, index) => aRequest(`D1-${index + 1}`, desk, ada, index % 2 === 0 ? {} : hidden));
    const first = await list();
    expect(first.rows.map((row) => row.key)).toEqual([
      'D1-25',
      'D1-23',
      'D1-21',
      'D1-19',
      'D1-17',
      'D1-15',
      'D1-13',
      'D1-11',
      'D1-9',
      'D1-7',
    ]);
    const second = await list({ pageToken: first.nextPageToken });
    expect(second.rows.map((row) => row.key)).toEqual(['D1-5', 'D1-3', 'D1-1']);
    expect(second.nextPageToken).toBeNull();
  });

  test('tells of a hit in a hidden description only where the title is one too', async () => {
    const hiding = aType('11', '1', { fields: [aField('summary', { name: 'Summary' }), aField('description', { visible: false })] });
    const desk = aDesk('1', { types: [hiding] });
    jira.desks = [desk];
    jira.requests = [aRequest('D1-1', desk, ada, { summary: 'Alphabet' }), aRequest('D1-2', desk, ada, { summary: 'Alphorn' })];
    jira.searchable = ({ request }) => {
      return !JSON.stringify(jira.calls.at(-1)).includes('key in') || request.summary === 'Alphorn';
    };
    expect((await list({ text: 'alphorn' })).rows.map((row) => row.key)).toEqual(['D1-2']);
    const asked = jira.calls.filter((call) => call.name === 'search').map((call) => (call.args[0] as { jql: string }).jql);
    expect(asked.at(-1)).toBe('key in ("D1-2", "D1-1") AND summary ~ "alphorn"');
  });

  test('waits for what was just written', async () => {
    jira.desks = [aDesk('1')];
    await guard.raise(me, { deskId: '1', typeId: '11' }, fill);
    await list();
    expect(jira.calls.find((call) => call.name === 'search')?.args[0]).toMatchObject({ reconcile: ['91101'] });
  });
});

describe('R6 and R8, a request page', () => {
  test('shows a comment only when both views call it public and nothing restricts it', async () => {
    const desk = aDesk('1');
    jira.desks = [desk];
    jira.requests = [
      aRequest('D1-1', desk, ada, {
        comments: [
          aComment('1', 'shown'),
          aComment('2', 'internal', { public: false, jsdPublic: false }),
          aComment('3', 'one view says no', { jsdPublic: false }),
          aComment('4', 'other view says no', { public: false }),
          aComment('5', 'flag missing', { jsdPublic: null }),
          aComment('6', 'restricted', { restricted: true }),
        ],
      }),
    ];
    const view = await guard.request(me, '1', 'D1-1');
    const texts = view.ok ? view.value.feed.flatMap((item) => (item.kind === 'comment' ? [item.text] : [])) : [];
    expect(texts).toEqual(['shown']);
  });

  test('passes on no address, no account id and no hidden field', async () => {
    const person = { accountId: 'acc-secret', emailAddress: 'eve@acme.example', displayName: 'Eve Evans' };
    const desk = aDesk('1', {
      types: [aType('11', '1', { fields: [aField('summary'), aField('who', { name: 'Who' }), aField('hidden', { visible: false })] })],
    });
    jira.desks = [desk];
    jira.requests = [
      aRequest('D1-1', desk, ada, {
        request: {
          fields: [
            { id: 'who', label: 'Who', value: [person] },
            { id: 'hidden', label: 'Hidden', value: 'cost centre 7' },
            { id: 'unknown', label: 'Unknown', value: 'x' },
          ],
        },
        comments: [
          aComment('1', 'Ask [~accountid:acc-secret] please', { author: { accountId: bob, displayName: 'bob.brown@acme.example' } }),
        ],
      }),
    ];
    const view = await guard.request(me, '1', 'D1-1');
    expect(view.ok && view.value.fields).toEqual([{ id: 'who', label: 'Who', text: 'Eve Evans' }]);
    const said = JSON.stringify(view);
    for (const secret of ['acc-secret', '@acme.example', 'qm:bob', 'cost centre']) expect(said).not.toContain(secret);
  });
});

describe('R10, a comment', () => {
  test('names the customer in its first line and is shown with it', async () => {
    const desk = aDesk('1');
    jira.desks = [desk];
    jira.requests = [aRequest('D1-1', desk, ada)];
    expect(await guard.comment(me, { deskId: '1', key: 'D1-1' }, ' Any news? ', async () => true)).toMatchObject({
      ok: true,
      value: 'sent',
    });
    expect(jira.requests[0]?.comments[0]?.body).toBe('_Ada Adams (via portal):_\n\nAny news?');
    const view = await guard.request(me, '1', 'D1-1');
    expect(view.ok && view.value.feed.at(-1)).toMatchObject({ byline: 'Ada Adams', text: 'Any news?', authorName: 'Agent' });
  });

  test('is not written to a request that the customer may not see', async () => {
    const desk = aDesk('1');
    jira.desks = [desk];
    jira.requests = [aRequest('D1-1', desk, bob)];
    expect(await guard.comment(me, { deskId: '1', key: 'D1-1' }, 'x', async () => true)).toMatchObject(gone);
    expect(jira.count('addComment')).toBe(0);
  });

  test('can be stopped at the last moment', async () => {
    const desk = aDesk('1');
    jira.desks = [desk];
    jira.requests = [aRequest('D1-1', desk, ada)];
    expect(await guard.comment(me, { deskId: '1', key: 'D1-1' }, 'x', async () => false)).toMatchObject({ value: 'stopped' });
    expect(jira.count('addComment')).toBe(0);
  });
});
