import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { generateTypes, readDocuments } from '../../broker/adapters/jira/generate-types.mjs';
import { calls } from '../../broker/adapters/jira/types.generated.ts';
import type { AccountId } from '../../broker/domain/brands.ts';
import type { Jira } from '../../broker/domain/ports/jira.ts';
import { type JiraBench, openJiraBench, type Sent } from '../broker/adapters/jira/harness.ts';
import { findAtlassianDocuments } from '../support/atlassian/documents.ts';
import { describeWithAtlassianDocuments } from '../support/atlassian/suite.ts';
import { type AtlassianValidator, loadAtlassianValidator } from '../support/atlassian/validator.ts';
import { bodyText } from '../support/body-text.ts';

/** Every call of the client, its happy way and its refusals, by the name that the port gives it. */
const everyCall: Readonly<Record<keyof Jira, (jira: Jira, bench: JiraBench) => Promise<unknown>>> = {
  desks: (jira) => jira.desks(),
  findDesk: (jira) => Promise.all([jira.findDesk('1'), jira.findDesk('99')]),
  requestTypeGroups: (jira) => jira.requestTypeGroups('1'),
  requestTypes: (jira) => Promise.all([jira.requestTypes('1'), jira.requestTypes('2'), jira.requestTypes('4')]),
  requestFields: async (jira) => Promise.all((await jira.requestTypes('1')).map(({ id }) => jira.requestFields('1', id))),
  creatableRequestTypes: async (jira, { account }) =>
    jira.creatableRequestTypes(
      '1',
      account('dev@kestrel.example'),
      (await jira.requestTypes('1')).map(({ id }) => id),
    ),
  organizationsOf: (jira, { account }) => jira.organizationsOf(account('ada@borealis.example')),
  organizationsOfDesk: (jira) => jira.organizationsOfDesk('4'),
  findRequest: async (jira, { acme }) => Promise.all([...acme.issues.values()].map(({ key }) => jira.findRequest(key))),
  participants: (jira) => jira.participants('IT-1'),
  approvers: async (jira, { acme }) =>
    Promise.all([...acme.issues.values()].filter(({ requestTypeId }) => requestTypeId !== null).map(({ key }) => jira.approvers(key))),
  findIssueFacts: async (jira, { acme }) => Promise.all([...acme.issues.values()].map(({ key }) => jira.findIssueFacts(key))),
  mayBrowse: (jira, { account, acme }) => jira.mayBrowse(account('ada@borealis.example'), [...acme.issues.keys()][0] ?? ''),
  statusHistory: (jira) => jira.statusHistory('IT-1'),
  comments: (jira) => jira.comments('IT-1'),
  platformComments: (jira) => jira.platformComments('IT-1'),
  addComment: (jira) => jira.addComment('IT-1', 'A comment.'),
  createRequest: async (jira, { account }) => {
    const type = (await jira.requestTypes('1')).find(({ name }) => name === 'Ask a question')?.id ?? '';
    const request = { deskId: '1', requestTypeId: type, raiseOnBehalfOf: account('dev@kestrel.example') };
    await jira.createRequest({ ...request, fields: { summary: 'Hello' } });
    await expect(jira.createRequest({ ...request, fields: {} })).rejects.toMatchObject({ code: 'jira_request_invalid' });
  },
  search: async (jira, { acme }) => {
    const asked = { jql: 'project = 10001 ORDER BY created DESC', maxResults: 2, reconcile: [...acme.issues.keys()].slice(0, 2) };
    const { nextPageToken } = await jira.search({ ...asked, nextPageToken: null });
    await jira.search({ ...asked, nextPageToken });
  },
  customFieldIds: (jira) => jira.customFieldIds(),
  findUser: (jira, { account }) => Promise.all([jira.findUser(account('ada@borealis.example')), jira.findUser('qm:nobody' as AccountId)]),
  findUsersByEmail: (jira) => jira.findUsersByEmail('ada@borealis.example'),
  findDeskCustomersByEmail: (jira) => jira.findDeskCustomersByEmail('ada@borealis.example'),
  createCustomer: async (jira) => {
    const customer = { email: 'new@borealis.example', displayName: 'New' };
    expect(await jira.createCustomer(customer)).not.toBeNull();
    expect(await jira.createCustomer(customer)).toBeNull();
  },
  isAdministrator: (jira, { account }) => jira.isAdministrator(account('admin@acme.example')),
  isStaff: (jira, { account }) => jira.isStaff(account('nora@acme.example')),
};

function problemsOf(validator: AtlassianValidator, base: string, { request, response }: Sent): string[] {
  const url = new URL(request.url);
  const path = `${url.origin}${url.pathname}`.slice(base.length);
  const body = request.body === undefined ? undefined : (JSON.parse(bodyText(request.body)) as unknown);
  const ofRequest = validator.request(request.method, path, url.search.slice(1), { ...request.headers }, body);
  if (response === null) return ofRequest;
  const text = new TextDecoder().decode(response.body);
  return [...ofRequest, ...validator.response(request.method, path, response.status, { ...response.headers }, text)];
}

describeWithAtlassianDocuments('the Jira client and Atlassian’s documents', () => {
  let validator: AtlassianValidator;
  let bench: JiraBench;

  beforeAll(async () => {
    validator = await loadAtlassianValidator();
    bench = await openJiraBench();
  });
  afterAll(() => bench.close());
  beforeEach(() => {
    bench.sent.length = 0;
    // As fast as tests ask, the simulator would call it a burst; and nothing is remembered for so long.
    bench.clock.advance({ minutes: 15 });
  });

  const problems = () => bench.sent.flatMap((sent) => problemsOf(validator, bench.urlOf('acme'), sent));

  test.each(Object.keys(everyCall) as (keyof Jira)[])('%s sends and gets what the documents say', async (name) => {
    await everyCall[name](bench.jira, bench);
    expect(bench.sent.length).toBeGreaterThan(0);
    expect(problems()).toEqual([]);
  });

  test('the self-test does too', async () => {
    expect(await bench.source.testLive(bench.snapshot())).toMatchObject({ ok: true });
    expect(problems()).toEqual([]);
  });

  test('all that the client may call is called by this suite, and nothing else', async () => {
    const own = await openJiraBench();
    try {
      for (const call of Object.values(everyCall)) {
        await call(own.jira, own);
        own.clock.advance({ minutes: 1 });
      }
      await own.source.testLive(own.snapshot());
      const made = new Set(own.sent.map(({ request }) => validator.operationOf(request.method, new URL(request.url).pathname)));
      expect(made).toEqual(new Set(Object.values(calls).map(({ method, path }) => `${method} ${path}`)));
    } finally {
      await own.close();
    }
  });

  test('the committed types are what the generator makes of the documents', () => {
    const folder = findAtlassianDocuments();
    if (folder === null) throw new Error('the documents are gone');
    const committed = readFileSync(new URL('../../broker/adapters/jira/types.generated.ts', import.meta.url), 'utf8');
    expect(generateTypes(readDocuments(folder))).toBe(committed);
  });
});
