import { beforeAll, expect, test } from '@jest/globals';
import { documentFolders, findAtlassianDocuments, notRunNotice, publicAddresses } from '../support/atlassian/documents.ts';
import { describeWithAtlassianDocuments } from '../support/atlassian/suite.ts';
import { type AtlassianValidator, loadAtlassianValidator } from '../support/atlassian/validator.ts';

test('the folder named in the environment comes first, the one beside the checkout second', () => {
  const [first, second] = documentFolders({ ATLASSIAN_OPENAPI_DIR: '/documents' });
  expect([first, second?.endsWith('/shared/atlassian')]).toEqual(['/documents', true]);
});

test('a folder without the documents is none, and the notice names both addresses to fetch', () => {
  expect(findAtlassianDocuments(['/nowhere'])).toBeNull();
  const notice = notRunNotice('this suite');
  expect(notice).toMatch(/^NOT RUN: this suite/);
  for (const address of publicAddresses) expect(notice).toContain(address);
});

describeWithAtlassianDocuments('the judge of requests and answers', () => {
  const root = '/rest/servicedeskapi';
  const headers = { 'content-type': 'application/json' };
  let validator: AtlassianValidator;
  beforeAll(async () => {
    validator = await loadAtlassianValidator();
  });

  test.each<[string, string, string, string, Record<string, string>, unknown, RegExp]>([
    ['an address nobody documented', 'GET', `${root}/nothing`, '', {}, undefined, /not in Atlassian's document/],
    ['an unknown query parameter', 'GET', `${root}/servicedesk`, 'page=2', {}, undefined, /additional properties/],
    ['a page number that is none', 'GET', `${root}/servicedesk`, 'limit=many', {}, undefined, /must be integer/],
    ['a missing query parameter', 'GET', `${root}/request/IT-1/attachment`, 'start=0', {}, undefined, /required property 'limit'/],
    [
      'an unknown member',
      'POST',
      `${root}/request/IT-1/comment`,
      '',
      headers,
      { body: 'a', public: true, author: 'b' },
      /additional properties/,
    ],
    ['a wrong type', 'POST', `${root}/request/IT-1/comment`, '', headers, { body: 1, public: true }, /must be string/],
    ['a missing body', 'POST', `${root}/request/IT-1/comment`, '', headers, undefined, /requestBody/],
    ['a missing opt-in', 'GET', `${root}/servicedesk/1/customer`, '', {}, undefined, /X-ExperimentalApi/],
    ['a missing XSRF header', 'POST', `${root}/servicedesk/1/attachTemporaryFile`, '', {}, [], /X-Atlassian-Token/],
    ['a wrong type for the platform', 'POST', '/rest/api/3/search/jql', '', headers, { jql: 1 }, /must be string/],
  ])('a request with %s is objected to', (_what, method, path, query, sent, body, words) => {
    expect(validator.request(method, path, query, sent, body).join('\n')).toMatch(words);
  });

  test.each<[string, string, string, number, string, RegExp]>([
    ['a status nobody described', 'GET', `${root}/servicedesk`, 418, '{}', /does not describe/],
    ['an unknown member', 'GET', `${root}/servicedesk/1`, 200, '{"id":"1","secret":true}', /additional properties/],
    ['a wrong type deep inside', 'GET', `${root}/request/IT-1`, 200, '{"reporter":{"active":"yes"}}', /must be boolean/],
    ['no body', 'GET', `${root}/servicedesk`, 200, '', /without the body/],
    ['a body too many', 'POST', `${root}/servicedesk/1/customer`, 204, '{}', /not described/],
    ['a page instead of JSON', 'GET', `${root}/servicedesk`, 200, '<html>', /not JSON/],
    ['an error in the platform’s form', 'GET', `${root}/servicedesk`, 401, '{"errorMessages":["No"],"errors":{}}', /additional properties/],
    ['an error in the desk’s form', 'GET', '/rest/api/3/myself', 401, '{"errorMessage":"No"}', /additional properties/],
    ['412 without need', 'GET', `${root}/servicedesk`, 412, '{"errorMessage":"No"}', /without being experimental/],
  ])('an answer with %s is objected to', (_what, method, path, status, body, words) => {
    expect(validator.response(method, path, status, {}, body).join('\n')).toMatch(words);
  });

  test('conforming requests and answers pass', () => {
    expect(validator.request('GET', '/rest/api/3/user/bulk', 'accountId=a&accountId=b&maxResults=10', {}, undefined)).toEqual([]);
    expect(validator.request('GET', `${root}/servicedesk/1/customer`, 'limit=50', { 'X-ExperimentalApi': 'opt-in' }, undefined)).toEqual(
      [],
    );
    expect(validator.response('GET', `${root}/servicedesk/1`, 429, {}, '{"errorMessage":"Slow down"}')).toEqual([]);
    expect(validator.operationOf('GET', `${root}/request/IT-1/comment/5`)).toBe(`GET ${root}/request/{issueIdOrKey}/comment/{commentId}`);
  });
});
