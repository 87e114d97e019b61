import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AccountId } from '../../../../broker/domain/brands.ts';
import { customTypes, type ListQuestion, raisedJql, requestsJql, searchWords, titlesJql } from '../../../../broker/portal/guard/jql.ts';

const fields = new Map([
  [customTypes.requestType, 'customfield_10010'],
  [customTypes.participants, '10026'],
  [customTypes.organizations, 'customfield_10002'],
  [customTypes.approvals, 'customfield_10050'],
]);
const question = (more: Partial<ListQuestion> = {}): ListQuestion => ({
  accountId: 'qm:1a-b:2' as AccountId,
  projectIds: ['10001'],
  organizationIds: [],
  status: 'all',
  text: '',
  ...more,
});

describe('the question for my requests', () => {
  test('names projects, request type and every way to be involved', () => {
    expect(requestsJql(question({ projectIds: ['1', '2'], organizationIds: ['7', '8'], status: 'open' }), fields)).toBe(
      'project in (1, 2) AND cf[10010] is not EMPTY AND (reporter = "qm:1a-b:2" OR cf[10026] = "qm:1a-b:2" OR cf[10002] in (7, 8)' +
        ' OR cf[10050] = approver("qm:1a-b:2")) AND statusCategory != Done ORDER BY created DESC, key DESC',
    );
  });

  test('leaves out what a site does not have', () => {
    const jql = requestsJql(question({ organizationIds: ['7'] }), new Map([[customTypes.requestType, '10010']]));
    expect(jql).toContain('AND (reporter = "qm:1a-b:2") ORDER BY');
  });

  test('is not asked when requests cannot be told from other issues', () => {
    expect(() => requestsJql(question(), new Map())).toThrow('portal_fields_missing');
  });

  test.each([
    [{ accountId: 'a" OR reporter = "b' as AccountId }],
    [{ accountId: '' as AccountId }],
    [{ projectIds: [] }],
    [{ projectIds: ['ACME'] }],
    [{ projectIds: ['1) OR (project = 2'] }],
    [{ organizationIds: ['7) OR (1=1'] }],
  ])('is not asked with an id of another form: %j', (more) => {
    expect(() => requestsJql(question(more), fields)).toThrow('internal');
  });

  test('never means the service account', () => {
    expect(requestsJql(question({ text: 'currentUser() myApproval()' }), fields)).not.toMatch(/(currentUser|myApproval|myPending)\(/);
    expect(raisedJql({ accountId: 'qm:1' as AccountId, projectId: '5' })).toBe(
      'project in (5) AND reporter = "qm:1" ORDER BY created DESC, key DESC',
    );
  });
});

describe('what a person searches for', () => {
  test.each([
    ['printer" OR project = SECRET OR text ~ "x', 'printer or project secret or text x'],
    ['a*b?c~d^e\\', 'a b c d e'],
    ['  Über-Drucker\u0000\n ', 'über drucker'],
    ['"""', ''],
  ])('keeps words only: %j', (text, words) => {
    expect(searchWords(text)).toBe(words);
  });

  test('cannot leave its quotes, whatever it is', () => {
    const bare = requestsJql(question(), fields);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const jql = requestsJql(question({ text }), fields);
        const inside = / AND \(summary ~ "([\p{L}\p{N}\p{M} ]*)" OR description ~ "\1"\)(?= ORDER BY)/u;
        expect(jql.replace(inside, '')).toBe(bare);
      }),
    );
  });
});

describe('the question for titles', () => {
  test('names keys and words', () => {
    expect(titlesJql(['P0-1', 'P1-22'], 'Print*r "x')).toBe('key in ("P0-1", "P1-22") AND summary ~ "print r x"');
  });

  test.each([[[]], [['P0-1) OR (key = P0-2']], [['p0-1']]])('takes no key but a key: %j', (keys) => {
    expect(() => titlesJql(keys, 'word')).toThrow('internal');
  });
});
