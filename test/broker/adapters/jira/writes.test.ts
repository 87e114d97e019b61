import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { problemsByField } from '../../../../broker/adapters/jira/create-request.ts';
import type { AccountId } from '../../../../broker/domain/brands.ts';
import type { NewRequest } from '../../../../broker/domain/jira.ts';
import { type JiraBench, openJiraBench } from './harness.ts';

let bench: JiraBench;

beforeAll(async () => {
  bench = await openJiraBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.simulator.faults.clear();
  bench.sent.length = 0;
  bench.slept.length = 0;
  bench.clock.advance({ minutes: 1 });
});

async function aQuestion(wish: Partial<NewRequest> = {}): Promise<NewRequest> {
  const type = (await bench.jira.requestTypes('1')).find(({ name }) => name === 'Ask a question');
  bench.sent.length = 0;
  return {
    deskId: '1',
    requestTypeId: type?.id ?? '',
    fields: { summary: 'How do I print?', description: 'On both sides.' },
    raiseOnBehalfOf: bench.account('dev@kestrel.example'),
    ...wish,
  };
}

const issueAt = (key: string) => [...bench.acme.issues.values()].find((issue) => issue.key === key);

describe('raising a request', () => {
  test('makes it the customer’s, and it can be read at once', async () => {
    const created = await bench.jira.createRequest(await aQuestion());
    expect(issueAt(created.key)).toMatchObject({ id: created.id, reporter: bench.account('dev@kestrel.example') });
    expect(await bench.jira.findRequest(created.key)).toMatchObject({ summary: 'How do I print?', reporter: { displayName: 'Dev Desai' } });
  });

  test('with values that Jira refuses says which field is meant, in Jira’s words', async () => {
    const request = await aQuestion({ fields: { summary: '', nonsense: 'x' } });
    await expect(bench.jira.createRequest(request)).rejects.toMatchObject({
      code: 'jira_request_invalid',
      problems: expect.arrayContaining([{ path: '/fields/summary', message: 'Your question is required.' }]),
    });
    expect(bench.count('POST', '/request')).toBe(1);
  });

  test.each<[string, Partial<NewRequest>]>([
    ['a desk id', { deskId: '1/../2' }],
    ['a request type id', { requestTypeId: 'x' }],
    ['an account id', { raiseOnBehalfOf: 'a b' as AccountId }],
  ])('never sends %s that is none', async (_, wish) => {
    await expect(bench.jira.createRequest(await aQuestion(wish))).rejects.toMatchObject({ code: 'jira_not_found' });
    expect(bench.sent).toHaveLength(0);
  });

  test('is sent once although its answer is lost, and the request stands', async () => {
    const request = await aQuestion({ fields: { summary: 'Lost on the way back' } });
    bench.simulator.faults.add({ kind: 'drop', method: 'POST', times: 5 });
    await expect(bench.jira.createRequest(request)).rejects.toMatchObject({ code: 'jira_unavailable' });
    expect(bench.count('POST', '/request')).toBe(1);
    const made = [...bench.acme.issues.values()].filter(({ fieldValues }) => fieldValues.get('summary') === 'Lost on the way back');
    expect(made).toHaveLength(1);
  });

  test.each(['unavailable', 'limited'] as const)('is sent once when Jira is %s', async (kind) => {
    const request = await aQuestion();
    bench.simulator.faults.add({ kind, method: 'POST', times: 5, retryAfterSeconds: 1 });
    await expect(bench.jira.createRequest(request)).rejects.toMatchObject({ code: kind === 'limited' ? 'jira_busy' : 'jira_unavailable' });
    expect(bench.count('POST', '/request')).toBe(1);
    expect(bench.slept).toEqual([]);
  });
});

describe('the words of a refused form', () => {
  const fields = [
    { id: 'summary', name: 'Summary' },
    { id: 'customfield_1', name: 'Summary of costs' },
    { id: 'customfield_2', name: 'Due' },
  ];
  const whole = (message: string) => [{ path: '', message }];

  test('are told at the field that a sentence begins with, the longest name first', () => {
    expect(problemsByField(whole('Please check. Summary of costs is required. Due: Error parsing date.'), fields)).toEqual([
      { path: '/fields/customfield_1', message: 'Summary of costs is required.' },
      { path: '/fields/customfield_2', message: 'Due: Error parsing date.' },
    ]);
  });

  test('are told at the field whose id they quote', () => {
    expect(problemsByField(whole("Field 'customfield_2' cannot be set."), fields)).toEqual([
      { path: '/fields/customfield_2', message: "Field 'customfield_2' cannot be set." },
    ]);
  });

  test('stay with the form when they name no field', () => {
    expect(problemsByField(whole('Summaryfication failed.'), fields)).toEqual(whole('Summaryfication failed.'));
    const told = [{ path: '/fields/summary', message: 'No.' }];
    expect(problemsByField(told, fields)).toEqual(told);
  });
});

describe('a comment', () => {
  test('is public and comes back as it stands', async () => {
    const { key } = await bench.jira.createRequest(await aQuestion());
    const comment = await bench.jira.addComment(key, 'Still waiting.');
    expect(comment).toMatchObject({ public: true, body: 'Still waiting.', author: { displayName: 'Alex Admin' } });
    expect((await bench.jira.comments(key)).map(({ id }) => id)).toEqual([comment.id]);
  });

  test('is sent once, whatever happens', async () => {
    const { key } = await bench.jira.createRequest(await aQuestion());
    bench.simulator.faults.add({ kind: 'drop', method: 'POST', path: '/comment', times: 5 });
    await expect(bench.jira.addComment(key, 'Twice?')).rejects.toMatchObject({ code: 'jira_unavailable' });
    expect(bench.count('POST', '/comment')).toBe(1);
    expect(issueAt(key)?.comments.filter(({ body }) => body === 'Twice?')).toHaveLength(1);
  });

  test('to a request that is not there is refused', async () => {
    await expect(bench.jira.addComment('IT-999', 'x')).rejects.toMatchObject({ code: 'jira_not_found' });
    await expect(bench.jira.addComment('IT-1/../x', 'x')).rejects.toMatchObject({ code: 'jira_not_found' });
  });

  test('is seen by whoever reads after it, even while an older reading is under way', async () => {
    const { key } = await bench.jira.createRequest(await aQuestion());
    const before = bench.jira.comments(key);
    await bench.jira.addComment(key, 'New.');
    expect(await bench.jira.comments(key)).toHaveLength(1);
    await before;
  });
});

describe('a new customer', () => {
  test('is made once; the second time Jira knows the address', async () => {
    const made = await bench.jira.createCustomer({ email: 'gus@borealis.example', displayName: 'Gus Green' });
    expect(made).toMatchObject({ accountType: 'customer', displayName: 'Gus Green', email: 'gus@borealis.example', active: true });
    expect(await bench.jira.createCustomer({ email: 'GUS@borealis.example', displayName: 'Gus' })).toBeNull();
    expect(await bench.jira.findUsersByEmail('gus@borealis.example')).toEqual([made]);
  });

  test('is asked for once, whatever happens', async () => {
    bench.simulator.faults.add({ kind: 'drop', method: 'POST', path: '/customer', times: 5 });
    await expect(bench.jira.createCustomer({ email: 'hal@borealis.example', displayName: 'Hal' })).rejects.toMatchObject({
      code: 'jira_unavailable',
    });
    expect(bench.count('POST', '/customer')).toBe(1);
  });
});
