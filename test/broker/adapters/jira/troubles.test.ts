import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createJiraSource } from '../../../../broker/adapters/jira/source.ts';
import { AppError } from '../../../../broker/domain/app-error.ts';
import type { AccountId } from '../../../../broker/domain/brands.ts';
import type { Outbound, OutboundRequest, OutboundResponse } from '../../../../broker/domain/ports/outbound.ts';
import { demoTokens } from '../../../../sandbox/jira/seed/acme-people.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';
import { answer, type JiraBench, openJiraBench, recording, type Sent } from './harness.ts';

let bench: JiraBench;

beforeAll(async () => {
  bench = await openJiraBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.simulator.faults.clear();
  bench.sent.length = 0;
  bench.slept.length = 0;
  bench.clock.advance({ minutes: 5 });
});

/** The client on answers that a test makes up. */
function against(send: (request: OutboundRequest) => Promise<OutboundResponse> | OutboundResponse) {
  const sent: Sent[] = [];
  const slept: number[] = [];
  const outbound: Outbound = recording(sent, async (request) => send(request));
  const source = createJiraSource({
    outbound,
    clock: bench.clock,
    random: createFixedRandom('made-up'),
    sleep: async (ms) => {
      slept.push(ms);
      bench.clock.advance({ ms });
    },
  });
  return { sent, slept, source, jira: source.of(bench.snapshot({ siteUrl: 'https://acme.atlassian.net' })) };
}

const page = (values: unknown[], isLastPage = true) => answer(200, { start: 0, limit: 50, size: values.length, isLastPage, values });

describe('Jira is away', () => {
  test('for a moment: a read is tried again, after pauses that grow and are not all the same', async () => {
    bench.simulator.faults.add({ kind: 'drop', path: '/servicedesk', times: 2 });
    expect(await bench.jira.desks()).toHaveLength(3);
    expect(bench.sent).toHaveLength(3);
    const [first = 0, second = 0] = bench.slept;
    expect(first).toBeGreaterThanOrEqual(250);
    expect(first).toBeLessThanOrEqual(500);
    expect(second).toBeGreaterThanOrEqual(500);
    expect(second).toBeLessThanOrEqual(1000);
  });

  test('for good: it is given up after three tries', async () => {
    bench.simulator.faults.add({ kind: 'drop', path: '/servicedesk', times: 9 });
    await expect(bench.jira.desks()).rejects.toMatchObject({ code: 'jira_unavailable' });
    expect(bench.sent).toHaveLength(3);
  });

  test('and says for how long: that is waited, not less', async () => {
    bench.simulator.faults.add({ kind: 'unavailable', path: '/servicedesk', times: 1, retryAfterSeconds: 3 });
    expect(await bench.jira.desks()).toHaveLength(3);
    expect(bench.slept).toHaveLength(1);
    expect(bench.slept[0]).toBeGreaterThanOrEqual(3000);
    expect(bench.slept[0]).toBeLessThanOrEqual(3250);
  });

  test('and slow: when the guarded pool gives up, nobody waits as long again', async () => {
    bench.simulator.faults.add({ kind: 'slow', path: '/servicedesk', delayMs: 60_000, times: 9 });
    await expect(bench.jira.desks()).rejects.toMatchObject({ code: 'jira_unavailable', details: { reason: 'outbound_timeout' } });
    expect(bench.sent).toHaveLength(1);
  });

  test('behind a gateway that says so: that is tried again, while a fault of its own is not', async () => {
    let calls = 0;
    const gateway = against(() => {
      calls += 1;
      return calls < 3 ? answer(502, '<html>') : page([]);
    });
    expect(await gateway.jira.desks()).toEqual([]);
    const fault = against(() => answer(500, { errorMessage: 'NullPointerException' }));
    await expect(fault.jira.desks()).rejects.toMatchObject({ code: 'jira_unavailable' });
    expect(fault.sent).toHaveLength(1);
  });

  test('a little slow is no trouble', async () => {
    bench.simulator.faults.add({ kind: 'slow', path: '/servicedesk', delayMs: 4_000 });
    expect(await bench.jira.desks()).toHaveLength(3);
    expect(bench.sent).toHaveLength(1);
  });

  test('for everybody: after five failures nobody tries but one every few seconds, until one succeeds', async () => {
    let up = false;
    const { jira, sent } = against(() => {
      if (!up) throw new AppError('outbound_failed');
      return page([]);
    });
    await expect(jira.desks()).rejects.toMatchObject({ code: 'jira_unavailable' });
    await expect(jira.requestTypeGroups('1')).rejects.toMatchObject({ code: 'jira_unavailable' });
    const tries = sent.length;
    expect(tries).toBe(5);
    for (let person = 0; person < 20; person += 1) {
      await expect(jira.requestTypes('1')).rejects.toMatchObject({ code: 'jira_unavailable', details: { reason: 'circuit-open' } });
    }
    expect(sent).toHaveLength(tries);
    up = true;
    bench.clock.advance({ seconds: 4 });
    expect(await jira.requestTypes('1')).toEqual([]);
    expect(await jira.desks()).toEqual([]);
  });
});

describe('Jira says wait', () => {
  test('a few seconds: the call waits and comes through', async () => {
    bench.simulator.faults.add({ kind: 'limited', path: '/servicedesk', retryAfterSeconds: 2 });
    expect(await bench.jira.desks()).toHaveLength(3);
    expect(bench.slept[0]).toBeGreaterThanOrEqual(2000);
  });

  test('a minute: people are told, and nobody of the tenant asks this again before', async () => {
    bench.simulator.faults.add({ kind: 'limited', path: '/servicedesk/1/requesttype', retryAfterSeconds: 60 });
    await expect(bench.jira.requestTypes('1')).rejects.toMatchObject({ code: 'jira_busy', details: { retryAfterMs: 60_000 } });
    expect(bench.sent).toHaveLength(1);
    // The endpoint is closed, whatever desk is asked about; others are not.
    await expect(bench.jira.requestTypes('2')).rejects.toMatchObject({ code: 'jira_busy' });
    expect(bench.sent).toHaveLength(1);
    expect(await bench.jira.desks()).toHaveLength(3);
    const elsewhere = bench.source.of(bench.snapshot({ tenant: 'tenant-other' }));
    expect((await elsewhere.requestTypes('2')).length).toBeGreaterThan(0);
    bench.clock.advance({ seconds: 60 });
    expect((await bench.jira.requestTypes('2')).length).toBeGreaterThan(0);
  });

  test('until a date: that is understood too', async () => {
    let calls = 0;
    const until = new Date(bench.clock.now() + 2000).toUTCString();
    const { jira, slept } = against(() => {
      calls += 1;
      return calls === 1 ? answer(429, { errorMessage: 'x' }, { 'retry-after': until }) : page([]);
    });
    expect(await jira.desks()).toEqual([]);
    expect(slept[0]).toBeGreaterThan(900);
    expect(slept[0]).toBeLessThanOrEqual(2250);
  });

  test('without saying how long: it is tried again with a pause', async () => {
    let calls = 0;
    const { jira } = against(() => {
      calls += 1;
      return calls < 3 ? answer(429, { errorMessage: 'x' }) : page([]);
    });
    expect(await jira.desks()).toEqual([]);
  });
});

describe('answers that are not what they should be', () => {
  test('a page of a proxy instead of JSON', async () => {
    bench.simulator.faults.add({ kind: 'broken', path: '/servicedesk' });
    await expect(bench.jira.desks()).rejects.toMatchObject({ code: 'jira_answer_unexpected' });
    expect(bench.sent).toHaveLength(1);
  });

  const desk = { id: '1', projectId: '10001', projectKey: 'IT', projectName: 'IT Help' };
  test.each<[string, OutboundResponse]>([
    ['nothing', answer(200, '')],
    ['a list', answer(200, [])],
    ['null', answer(200, null)],
    ['not UTF-8', { status: 200, headers: {}, body: new Uint8Array([0xff, 0xfe]) }],
    ['no values', answer(200, { isLastPage: true })],
    ['values that are no list', answer(200, { isLastPage: true, values: {} })],
    ['no word on whether it is the last page', answer(200, { values: [] })],
    ['a desk without a name', page([{ ...desk, projectName: undefined }])],
    ['a desk whose id is a path', page([{ ...desk, id: '../1' }])],
    ['a desk that is a text', page(['IT'])],
    ['a page that is not the last and has nothing in it', page([], false)],
    ['a redirect', answer(302, '', { location: 'https://evil.example' })],
    ['a 404 of somebody else', answer(404, '<html>Site temporarily unavailable</html>')],
  ])('%s is refused', async (_, response) => {
    const { jira, sent } = against(() => response);
    await expect(jira.desks()).rejects.toMatchObject({ code: 'jira_answer_unexpected' });
    expect(sent).toHaveLength(1);
  });

  test('a listing without end is given up', async () => {
    const { jira, sent } = against(() => page([desk], false));
    await expect(jira.desks()).rejects.toMatchObject({ code: 'jira_answer_unexpected' });
    expect(sent).toHaveLength(200);
  });

  test('comments without end are given up as well', async () => {
    const endless = against(() => answer(200, { startAt: 0, maxResults: 100, total: 1_000_000, comments: [{ id: '1' }] }));
    await expect(endless.jira.platformComments('IT-1')).rejects.toMatchObject({ code: 'jira_answer_unexpected' });
    const empty = against(() => answer(200, { startAt: 0, maxResults: 100, total: 5, comments: [] }));
    await expect(empty.jira.platformComments('IT-1')).rejects.toMatchObject({ code: 'jira_answer_unexpected' });
    expect(empty.sent).toHaveLength(1);
  });

  test('an answer larger than any should be', async () => {
    const { jira, sent } = against(() => {
      throw new AppError('outbound_too_large');
    });
    await expect(jira.desks()).rejects.toMatchObject({ code: 'jira_answer_unexpected' });
    expect(sent).toHaveLength(1);
  });

  test('a missing flag of a comment means hidden', async () => {
    const comment = { id: '5', body: 'x', author: { accountId: 'qm:a:1', displayName: 'A' }, created: { epochMillis: 1 } };
    const jsm = against(() => page([comment, { ...comment, public: 'true' }, { ...comment, public: true }]));
    expect((await jsm.jira.comments('IT-1')).map((one) => one.public)).toEqual([false, false, true]);
    const comments = [{ id: '5' }, { id: '6', jsdPublic: 'true' }, { id: '7', jsdPublic: true, visibility: { type: 'role' } }];
    const platform = against(() => answer(200, { startAt: 0, maxResults: 100, total: 3, comments }));
    expect(await platform.jira.platformComments('IT-1')).toEqual([
      { id: '5', jsdPublic: null, restricted: false },
      { id: '6', jsdPublic: null, restricted: false },
      { id: '7', jsdPublic: true, restricted: true },
    ]);
  });

  test('people inside the values of fields lose their addresses', async () => {
    const person = { accountId: 'qm:a:1', displayName: 'A', emailAddress: 'a@borealis.example' };
    const date = { epochMillis: 1 };
    const { jira } = against(() =>
      answer(200, {
        issueId: '1',
        issueKey: 'IT-1',
        serviceDeskId: '1',
        requestTypeId: '2',
        requestType: { name: 'T' },
        summary: 'S',
        reporter: person,
        createdDate: date,
        currentStatus: { status: 'Open', statusCategory: 'SOMETHING', statusDate: date },
        requestFieldValues: [
          { fieldId: 'customfield_1', label: 'Who', value: [{ ...person, more: { emailAddress: 'b@borealis.example' } }] },
        ],
      }),
    );
    const request = await jira.findRequest('IT-1');
    expect(request?.status.category).toBe('undefined');
    expect(request?.fields[0]?.value).toEqual([{ accountId: 'qm:a:1', displayName: 'A', more: {} }]);
    expect(JSON.stringify(request)).not.toContain('@');
  });

  test('more request types than were asked about count for nothing', async () => {
    const { jira } = against(() => answer(200, { canCreateRequest: [1, 2, 3] }));
    expect(await jira.creatableRequestTypes('1', bench.account('dev@kestrel.example'), ['2', '9'])).toEqual(new Set(['2']));
  });
});

describe('whether an account works in Jira', () => {
  const olaf = '70121:olaf' as AccountId;
  const user = { accountId: olaf, accountType: 'atlassian', displayName: 'Olaf', active: true };
  const asked = (applicationRoles: unknown, grants: { globalPermissions: string[]; projectPermissions: unknown[] }) =>
    against((request) => {
      if (request.url.includes('/user?')) return answer(200, { ...user, applicationRoles });
      if (request.url.includes('/permissions/check')) return answer(200, grants);
      return page([{ id: '1', projectId: '10001', projectKey: 'IT', projectName: 'IT Help' }]);
    });
  const none = { globalPermissions: [], projectPermissions: [{ permission: 'SERVICEDESK_AGENT', issues: [], projects: [] }] };

  test('is told by a licence, whatever it may do', async () => {
    expect(await asked({ size: 1, items: [{ key: 'jira-software' }] }, none).jira.isStaff(olaf)).toBe(true);
  });

  test('is told by a right on any desk or in all of Jira', async () => {
    const agent = { ...none, projectPermissions: [{ permission: 'SERVICEDESK_AGENT', issues: [], projects: [10001] }] };
    expect(await asked(undefined, agent).jira.isStaff(olaf)).toBe(true);
    expect(await asked({ size: 0, items: [] }, { ...none, globalPermissions: ['ADMINISTER'] }).jira.isStaff(olaf)).toBe(true);
  });

  test('is denied only when Jira has answered everything', async () => {
    expect(await asked({ size: 0, items: [] }, none).jira.isStaff(olaf)).toBe(false);
    await expect(asked({ size: 0 }, none).jira.isStaff(olaf)).rejects.toMatchObject({ code: 'jira_answer_unexpected' });
    const halfAnswer = { globalPermissions: [] } as unknown as typeof none;
    await expect(asked(undefined, halfAnswer).jira.isStaff(olaf)).rejects.toMatchObject({ code: 'jira_answer_unexpected' });
  });
});

describe('what Jira refuses', () => {
  const status = (code: number, body: unknown = { errorMessage: 'No.' }) => against(() => answer(code, body)).jira;

  test('a revoked token is named, and never tried again', async () => {
    const token = bench.acme.tokens.find(({ secret }) => secret === demoTokens.acmeAdmin);
    if (!token) throw new Error('the token is gone');
    token.revoked = true;
    try {
      await expect(bench.jira.desks()).rejects.toMatchObject({ code: 'jira_credential_rejected' });
      expect(bench.sent).toHaveLength(1);
    } finally {
      token.revoked = false;
    }
  });

  test('an expired token is named the same way', async () => {
    const jira = bench.source.of(bench.snapshot({ token: demoTokens.acmeExpired }));
    await expect(jira.desks()).rejects.toMatchObject({ code: 'jira_credential_rejected' });
  });

  test('a missing right is named in the details, for admins', async () => {
    const jira = bench.source.of(bench.snapshot({ email: 'nora@acme.example', token: demoTokens.acmeAgent }));
    await expect(jira.isAdministrator(bench.account('admin@acme.example'))).rejects.toMatchObject({
      code: 'jira_permission_missing',
      details: { right: expect.stringContaining('Administer Jira') },
    });
    // The permission check of request types refuses with 401, which is about the right and not about the credential.
    await expect(jira.creatableRequestTypes('1', bench.account('dev@kestrel.example'), ['1'])).rejects.toMatchObject({
      code: 'jira_permission_missing',
    });
    await expect(jira.createCustomer({ email: 'x@borealis.example', displayName: 'X' })).rejects.toMatchObject({
      code: 'jira_permission_missing',
    });
  });

  test('a missing scope of a good token is a missing right, not a wrong credential', async () => {
    const body = { code: 401, message: 'Unauthorized; scope does not match' };
    const { jira } = against(() => answer(401, body, { 'x-failure-category': 'FAILURE_CLIENT_SCOPE_CHECK' }));
    await expect(jira.desks()).rejects.toMatchObject({ code: 'jira_permission_missing' });
  });

  test('a switched-off experiment is named', async () => {
    await expect(status(412).creatableRequestTypes('1', bench.account('dev@kestrel.example'), ['1'])).rejects.toMatchObject({
      code: 'jira_experimental_off',
    });
  });

  test('fields in error are named one by one', async () => {
    const body = { errorMessages: ['Whole\nform.'], errors: { summary: 'Too\u0007 long.', '../x': 'Never shown.', customfield_1: 7 } };
    await expect(status(400, body).addComment('IT-1', 'x')).rejects.toMatchObject({
      code: 'jira_request_invalid',
      problems: [
        { path: '/fields/summary', message: 'Too long.' },
        { path: '', message: 'Whole form.' },
      ],
    });
  });

  test('a refused address of the guarded pool stays what it is', async () => {
    const { jira, sent } = against(() => {
      throw new AppError('outbound_refused');
    });
    await expect(jira.desks()).rejects.toMatchObject({ code: 'outbound_refused' });
    expect(sent).toHaveLength(1);
  });

  test('nothing of an error holds the token, an address or a body', async () => {
    const errors = await Promise.all(
      [status(401), status(403), status(500), status(200, 'ada@borealis.example')].map((jira) =>
        jira.findUsersByEmail('ada@borealis.example').catch((error: unknown) => error),
      ),
    );
    for (const error of errors) {
      expect(error).toBeInstanceOf(AppError);
      const { message, details, cause, problems } = error as AppError;
      expect(JSON.stringify({ message, details, cause: String(cause), problems })).not.toMatch(/borealis|Basic|acme-admin/);
    }
  });
});

describe('equal reads', () => {
  test('under way at once are one call', async () => {
    const [one, other] = await Promise.all([bench.jira.requestTypes('1'), bench.jira.requestTypes('1')]);
    expect(one).toEqual(other);
    expect(bench.sent).toHaveLength(1);
    await bench.jira.requestTypes('1');
    expect(bench.sent).toHaveLength(2);
  });

  test('of another tenant or with another credential are their own', async () => {
    const other = bench.source.of(bench.snapshot({ tenant: 'tenant-other' }));
    const agent = bench.source.of(bench.snapshot({ email: 'nora@acme.example', token: demoTokens.acmeAgent }));
    await Promise.all([bench.jira.requestTypes('1'), other.requestTypes('1'), agent.requestTypes('1')]);
    expect(bench.sent).toHaveLength(3);
  });

  test('that fail, fail for both and are not remembered', async () => {
    bench.simulator.faults.add({ kind: 'broken', path: '/requesttype' });
    const both = await Promise.allSettled([bench.jira.requestTypes('1'), bench.jira.requestTypes('1')]);
    expect(both.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    expect((await bench.jira.requestTypes('1')).length).toBeGreaterThan(0);
  });
});
