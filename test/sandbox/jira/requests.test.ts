import { expect, test } from '@jest/globals';
import { organizationNamed, simulated, typeNamed } from './harness.ts';

const jsm = '/rest/servicedeskapi';

function order(world: ReturnType<typeof simulated>, more: object = {}) {
  return {
    serviceDeskId: '4',
    requestTypeId: typeNamed(world.acme, 'Place an order'),
    requestFieldValues: { summary: 'Twelve pallets', description: 'Of the usual kind.', customfield_10124: 12 },
    ...more,
  };
}

test('an agent raises a request for a customer, and the customer is the reporter', async () => {
  const world = simulated();
  const bo = world.account('bo@borealis.example');
  const made = await world.as('admin@acme.example')('POST', `${jsm}/request`, order(world, { raiseOnBehalfOf: bo }));
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    reporter: { accountId: bo },
    summary: 'Twelve pallets',
    currentStatus: { status: 'Waiting for support' },
  });
  const seen = await world.as('bo@borealis.example')('GET', `${jsm}/request/${made.body.issueKey}`);
  expect(seen.body.requestFieldValues.map((field: { fieldId: string }) => field.fieldId)).toEqual([
    'summary',
    'description',
    'customfield_10124',
  ]);
});

test('presets of hidden fields are written into the issue and kept from the request', async () => {
  const world = simulated();
  const admin = world.as('admin@acme.example');
  const made = await admin('POST', `${jsm}/request`, order(world));
  expect(made.text).not.toContain('customfield_10127');
  const issue = await admin('GET', `/rest/api/3/issue/${made.body.issueKey}`);
  expect(issue.body.fields.customfield_10127).toEqual({ id: '10224', value: 'Partner operations' });
});

test('customers raise for themselves only', async () => {
  const world = simulated();
  const ada = world.as('ada@borealis.example');
  expect((await ada('POST', `${jsm}/request`, order(world))).status).toBe(201);
  const refused = await ada('POST', `${jsm}/request`, order(world, { raiseOnBehalfOf: world.account('bo@borealis.example') }));
  expect(refused.status).toBe(403);
  expect((await world.as('cleo@borealis.example')('POST', `${jsm}/request`, order(world, { serviceDeskId: '99' }))).status).toBe(400);
});

test('raising for somebody on a restricted desk silently makes them its customer', async () => {
  const world = simulated();
  const ada = world.account('ada@borealis.example');
  const desk = world.acme.desks.get('2');
  expect(desk?.customers.has(ada)).toBe(false);
  const made = await world.as('admin@acme.example')('POST', `${jsm}/request`, {
    serviceDeskId: '2',
    requestTypeId: typeNamed(world.acme, 'Ask the people team'),
    raiseOnBehalfOf: ada,
    requestFieldValues: { summary: 'Hello', description: 'A question' },
  });
  expect(made.status).toBe(201);
  expect(desk?.customers.has(ada)).toBe(true);
});

test('an agent raises a restricted type for somebody it is not meant for: the API does not ask about the other person', async () => {
  const world = simulated();
  const made = await world.as('admin@acme.example')('POST', `${jsm}/request`, {
    serviceDeskId: '4',
    requestTypeId: typeNamed(world.acme, 'Robot safety report'),
    raiseOnBehalfOf: world.account('ada@borealis.example'),
    requestFieldValues: { summary: 'R2', description: 'Stopped' },
  });
  expect(made.status).toBe(201);
});

test('adding a participant on a restricted desk does the same', async () => {
  const world = simulated();
  const dev = world.account('dev@kestrel.example');
  const added = await world.as('admin@acme.example')('POST', `${jsm}/request/HR-1/participant`, { accountIds: [dev] });
  expect(added.body.values).toMatchObject([{ accountId: dev }]);
  expect(world.acme.desks.get('2')?.customers.has(dev)).toBe(true);
});

test('an open desk takes nobody in', async () => {
  const world = simulated();
  await world.as('admin@acme.example')('POST', `${jsm}/request/IT-1/participant`, { accountIds: [world.account('dev@kestrel.example')] });
  expect(world.acme.desks.get('1')?.customers.size).toBe(0);
});

test.each([
  ['a missing required field', { summary: '' }, 'What would you like to order? is required.'],
  ['a text where a number belongs', { customfield_10124: '12' }, 'How many?: Operation value must be a number'],
  ['an option that is not there', { customfield_10132: { id: '1' } }, "Option id '1' is not valid"],
  ['a date that is none', { customfield_10123: 'tomorrow' }, 'Error parsing date string: tomorrow'],
  ['a field of another form', { customfield_10131: 'SH1' }, "Field 'customfield_10131' cannot be set"],
  ['a hidden field', { customfield_10127: { id: '10221' } }, "Field 'customfield_10127' cannot be set"],
  ['a line break in the summary', { summary: 'a\nb' }, 'newline'],
  ['an overlong summary', { summary: 'x'.repeat(256) }, '255'],
])('%s is a 400 that says so', async (_what, values, words) => {
  const world = simulated();
  const whole = order(world);
  const before = world.acme.issues.size;
  const answer = await world.as('admin@acme.example')('POST', `${jsm}/request`, {
    ...whole,
    requestFieldValues: { ...whole.requestFieldValues, ...values },
  });
  expect([answer.status, answer.body.errorMessage]).toEqual([400, expect.stringContaining(words)]);
  expect(world.acme.issues.size).toBe(before);
});

test('several choices and documents are taken as Jira takes them', async () => {
  const world = simulated();
  const made = await world.as('ada@borealis.example')('POST', `${jsm}/request`, {
    serviceDeskId: '1',
    requestTypeId: typeNamed(world.acme, 'Report a problem'),
    isAdfRequest: true,
    requestFieldValues: {
      summary: 'No e-mail',
      description: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Since noon.' }] }] },
      customfield_10121: { value: 'My team' },
      customfield_10122: [{ id: '10211' }, { id: '10213' }],
    },
  });
  expect(made.status).toBe(201);
  const values = Object.fromEntries(
    made.body.requestFieldValues.map((field: { fieldId: string; value: unknown }) => [field.fieldId, field.value]),
  );
  expect(values).toMatchObject({
    description: 'Since noon.',
    customfield_10121: { id: '10202', value: 'My team' },
    customfield_10122: [{ value: 'E-mail' }, { value: 'Shared drives' }],
  });
});

test('unknown members of the body are refused', async () => {
  const world = simulated();
  expect((await world.as('admin@acme.example')('POST', `${jsm}/request`, order(world, { reporter: 'me' }))).status).toBe(400);
});

test.each([
  ['the reporter', 'ada@borealis.example', 'IT-1', 200],
  ['a participant', 'bo@borealis.example', 'IT-1', 200],
  ['a colleague it is not shared with', 'cleo@borealis.example', 'IT-1', 404],
  ['a member of the organization it is shared with', 'cleo@borealis.example', 'PART-1', 200],
  ['a member of another organization', 'dev@kestrel.example', 'PART-1', 404],
  ['an approver', 'dev@kestrel.example', 'PART-3', 200],
  ['the reporter outside the security level', 'ada@borealis.example', 'IT-5', 404],
  ['an agent outside the security level', 'tomas@acme.example', 'IT-5', 404],
  ['an agent in the security level', 'nora@acme.example', 'IT-5', 200],
  ['an agent of another desk', 'tomas@acme.example', 'HR-1', 404],
  ['the reporter of an issue that is no request', 'ada@borealis.example', 'PART-5', 404],
])('%s gets what they may see', async (_who, email, key, status) => {
  const world = simulated();
  const answer = await world.as(email)('GET', `${jsm}/request/${key}`);
  expect(answer.status).toBe(status);
  if (status === 404) expect(answer.text).toBe((await world.as(email)('GET', `${jsm}/request/NONE-1`)).text);
});

test('a request of an organization the desk dropped is no longer shared', async () => {
  const world = simulated();
  const borealis = organizationNamed(world.acme, 'Borealis Shipping');
  const desk = world.acme.desks.get('4');
  desk?.customers.add(world.account('cleo@borealis.example'));
  const cleo = world.as('cleo@borealis.example');
  expect((await cleo('GET', `${jsm}/request/PART-1`)).status).toBe(200);
  desk?.organizationIds.delete(borealis);
  expect((await cleo('GET', `${jsm}/request/PART-1`)).status).toBe(404);
});

test('the list of requests is the caller’s own and cannot be asked about others', async () => {
  const world = simulated();
  const keys = async (email: string, query = '') =>
    (await world.as(email)('GET', `${jsm}/request${query}`)).body.values.map((request: { issueKey: string }) => request.issueKey);
  expect(await keys('ada@borealis.example')).toEqual(['PART-1', 'IT-1']);
  expect(await keys('bo@borealis.example', '?requestOwnership=PARTICIPATED_REQUESTS')).toEqual(['IT-1']);
  expect(await keys('dev@kestrel.example', '?requestOwnership=APPROVER&approvalStatus=MY_PENDING_APPROVAL')).toEqual(['PART-3']);
  expect(await keys('dev@kestrel.example', '?requestStatus=CLOSED_REQUESTS')).toEqual(['IT-3']);
  expect(await keys('cleo@borealis.example', '?requestOwnership=ALL_ORGANIZATIONS')).toEqual(['PART-1']);
});

test('statuses are told in the customer’s words, newest first', async () => {
  const world = simulated();
  const { body } = await world.as('ada@borealis.example')('GET', `${jsm}/request/IT-1/status`);
  expect(body.values.map((entry: { status: string }) => entry.status)).toEqual(['Waiting for you', 'In progress', 'Waiting for support']);
});

test('staff are offered transitions that customers are not; customers perform theirs', async () => {
  const world = simulated();
  const names = async (email: string) =>
    (await world.as(email)('GET', `${jsm}/request/IT-1/transition`)).body.values.map((transition: { name: string }) => transition.name);
  expect(await names('nora@acme.example')).toEqual(['Start work', 'Resolve this request', 'Cancel request']);
  expect(await names('ada@borealis.example')).toEqual(['Resolve this request', 'Cancel request']);
  const ada = world.as('ada@borealis.example');
  expect((await ada('POST', `${jsm}/request/IT-1/transition`, { id: '11' })).status).toBe(400);
  const done = await ada('POST', `${jsm}/request/IT-1/transition`, { id: '41', additionalComment: { body: 'It works again.' } });
  expect(done.status).toBe(204);
  const { body } = await ada('GET', `${jsm}/request/IT-1?expand=comment`);
  expect(body.currentStatus).toMatchObject({ status: 'Resolved', statusCategory: 'DONE' });
  expect(body.comments.values.at(-1)).toMatchObject({ body: 'It works again.', public: true });
});

test('participants are managed by staff and, where the desk allows sharing, by those involved', async () => {
  const world = simulated();
  const accountIds = [world.account('dev@kestrel.example')];
  expect((await world.as('cleo@borealis.example')('POST', `${jsm}/request/HR-1/participant`, { accountIds })).status).toBe(403);
  const ada = world.as('ada@borealis.example');
  expect((await ada('POST', `${jsm}/request/IT-1/participant`, { accountIds })).status).toBe(200);
  expect((await world.as('dev@kestrel.example')('GET', `${jsm}/request/IT-1`)).status).toBe(200);
  expect((await ada('DELETE', `${jsm}/request/IT-1/participant`, { accountIds })).status).toBe(200);
  expect((await world.as('dev@kestrel.example')('GET', `${jsm}/request/IT-1`)).status).toBe(404);
});

test('an approval is answered once, by those asked', async () => {
  const world = simulated();
  const dev = world.as('dev@kestrel.example');
  const { body } = await dev('GET', `${jsm}/request/PART-3/approval`);
  expect(body.values[0]).toMatchObject({ canAnswerApproval: true, finalDecision: 'pending' });
  const path = `${jsm}/request/PART-3/approval/${body.values[0].id}`;
  expect((await world.as('admin@acme.example')('POST', path, { decision: 'approve' })).status).toBe(403);
  expect((await dev('POST', path, { decision: 'decline' })).body.finalDecision).toBe('declined');
  expect((await dev('POST', path, { decision: 'approve' })).status).toBe(409);
});

test('attachments are an empty list, and none can be fetched', async () => {
  const world = simulated();
  const ada = world.as('ada@borealis.example');
  expect((await ada('GET', `${jsm}/request/IT-1/attachment?start=0&limit=50`)).body.values).toEqual([]);
  expect((await ada('GET', `${jsm}/request/IT-1/attachment/1`)).status).toBe(404);
});

test('an upload without the XSRF header is a 403, one too large a 413', async () => {
  const world = simulated();
  const admin = world.as('admin@acme.example');
  const path = `${jsm}/servicedesk/1/attachTemporaryFile`;
  expect((await admin('POST', path, 'file')).body.errorMessage).toBe('XSRF check failed');
  world.acme.settings.maxUploadBytes = 3;
  expect((await admin('POST', path, 'file', { 'x-atlassian-token': 'no-check' })).status).toBe(413);
});
