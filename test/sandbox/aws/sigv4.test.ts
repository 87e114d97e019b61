import { describe, expect, test } from '@jest/globals';
import { signatureFault } from '../../../sandbox/aws/sigv4.ts';
import type { WireRequest } from '../../../sandbox/wire.ts';

/** The worked example of AWS's description of the algorithm: GET of iam.amazonaws.com?Action=ListUsers&Version=2010-05-08. */
const account = {
  region: 'us-east-1',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: null,
};
const now = Date.UTC(2015, 7, 30, 12, 36);
const example: WireRequest = {
  method: 'GET',
  path: '/',
  query: 'Action=ListUsers&Version=2010-05-08',
  headers: {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host: 'iam.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  },
  body: Buffer.alloc(0),
};
const faultOf = (request: WireRequest, at = now) => signatureFault(request, 'iam', account, at)?.code ?? null;
const withHeaders = (headers: Record<string, string>): WireRequest => ({ ...example, headers: { ...example.headers, ...headers } });

test('the signature of the public example is good', () => {
  expect(faultOf(example)).toBeNull();
});

describe('is refused:', () => {
  const { authorization = '' } = example.headers;
  test.each<[string, WireRequest, string]>([
    ['another body', { ...example, body: Buffer.from('x') }, 'SignatureDoesNotMatch'],
    ['another query', { ...example, query: 'Action=DeleteUser&Version=2010-05-08' }, 'SignatureDoesNotMatch'],
    ['another path', { ...example, path: '/x' }, 'SignatureDoesNotMatch'],
    ['another method', { ...example, method: 'POST' }, 'SignatureDoesNotMatch'],
    ['another host', withHeaders({ host: 'sns.amazonaws.com' }), 'SignatureDoesNotMatch'],
    ['a header of AWS that is not signed', withHeaders({ 'x-amz-target': 'x' }), 'SignatureDoesNotMatch'],
    ['a token that was not given out', withHeaders({ 'x-amz-security-token': 'x' }), 'SignatureDoesNotMatch'],
    ['somebody else', withHeaders({ authorization: authorization.replace('AKID', 'AKIX') }), 'InvalidClientTokenId'],
    ['another region', withHeaders({ authorization: authorization.replace('us-east-1', 'us-east-2') }), 'SignatureDoesNotMatch'],
    ['another service', withHeaders({ authorization: authorization.replace('/iam/', '/sns/') }), 'SignatureDoesNotMatch'],
    ['a host that is not signed', withHeaders({ authorization: authorization.replace('host;', '') }), 'IncompleteSignature'],
    ['no time', withHeaders({ 'x-amz-date': 'today' }), 'IncompleteSignature'],
    ['another way to sign', withHeaders({ authorization: 'Bearer x' }), 'IncompleteSignature'],
  ])('%s', (_, request, code) => {
    expect(faultOf(request)).toBe(code);
  });

  test('nothing at all', () => {
    const { authorization: _, ...headers } = example.headers;
    expect(faultOf({ ...example, headers })).toBe('MissingAuthenticationToken');
  });

  test('a signature of a quarter of an hour ago', () => {
    expect(faultOf(example, now + 15 * 60_000 + 1)).toBe('SignatureDoesNotMatch');
    expect(faultOf(example, now - 15 * 60_000 - 1)).toBe('SignatureDoesNotMatch');
  });
});
