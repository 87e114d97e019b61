/** The discovery document that an administrator imports, through the real way out. */
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import type { ImportRequest } from '../../../contract/rpc/import.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { aPublisher, type Publisher } from '../../support/import/published.ts';

let publisher: Publisher;
beforeEach(async () => {
  publisher = await aPublisher();
});
afterEach(() => publisher.close());

const of = (issuer: string): ImportRequest => ({ protocol: 'oidc', issuer });
const document = (origin: string, more: Record<string, unknown> = {}) => ({
  issuer: origin,
  authorization_endpoint: `${origin}/authorize`,
  token_endpoint: `${origin}/token`,
  jwks_uri: `${origin}/keys`,
  ...more,
});
const publish = (more: Record<string, unknown> = {}) =>
  publisher.publishes(JSON.stringify(document(publisher.origin, more)), 'application/json');

const { attack, honest } = casesOf('import.discovery');

describe('a document of somebody else', () => {
  attack.each([
    ['another issuer', { issuer: 'https://evil.example' }, 'import_issuer_foreign'],
    ['an issuer that only begins alike', { issuer: 'http://127.0.0.1' }, 'import_issuer_foreign'],
    ['an issuer that stands for everybody', { issuer: 'https://login.example/{tenantid}/v2.0' }, 'import_issuer_shared'],
    ['no issuer', { issuer: undefined }, 'import_discovery_invalid'],
    ['a list for an issuer', { issuer: ['https://evil.example'] }, 'import_discovery_invalid'],
    ['no keys', { jwks_uri: undefined }, 'import_discovery_invalid'],
  ])('%s', async (_what, more, code) => {
    publish(more);
    expect(await publisher.verdict(of(publisher.origin))).toBe(code);
  });
});

describe('an address in it that may not be used', () => {
  attack.each(
    ['token_endpoint', 'jwks_uri', 'userinfo_endpoint'].flatMap((field) =>
      [
        'file:///etc/passwd',
        'javascript:alert(1)',
        'http://idp.example/x',
        'https://10.0.0.1/x',
        'https://[::1]/x',
        'https://ada:word@idp.example/x',
      ].map((address): [string, string] => [field, address]),
    ),
  )('%s is %s', async (field, address) => {
    publish({ [field]: address });
    expect(await publisher.verdict(of(publisher.origin))).toBe('import_endpoint_refused');
    expect(publisher.asked).toEqual(['/.well-known/openid-configuration']);
  });

  attack.each(
    ['authorization_endpoint', 'end_session_endpoint'].flatMap((field) =>
      ['file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'http://idp.example/x'].map((address): [string, string] => [
        field,
        address,
      ]),
    ),
  )('%s is %s', async (field, address) => {
    publish({ [field]: address });
    expect(await publisher.verdict(of(publisher.origin))).toBe('import_endpoint_refused');
  });
});

describe('an answer that is none', () => {
  attack.each([
    ['a page', '<html></html>', 'import_discovery_invalid'],
    ['a list', '[]', 'import_discovery_invalid'],
    ['nothing', '', 'import_discovery_invalid'],
    ['half a megabyte', JSON.stringify({ a: 'x'.repeat(600_000) }), 'import_too_large'],
  ])('%s', async (_what, text, code) => {
    publisher.publishes(text, 'application/json');
    expect(await publisher.verdict(of(publisher.origin))).toBe(code);
  });

  attack('an issuer that may not be called is not', async () => {
    expect(await publisher.verdict(of('https://10.0.0.1'))).toBe('import_address_refused');
    expect(await publisher.verdict(of('file:///etc'))).toBe('import_address_invalid');
    expect(publisher.asked).toEqual([]);
  });
});

describe('a good document', () => {
  honest('is read, with what to look at', async () => {
    publish({ id_token_signing_alg_values_supported: ['HS256', 'none'], scopes_supported: ['openid'], issuer: `${publisher.origin}/` });
    const read = await publisher.read(of(publisher.origin));
    expect(read).toMatchObject({ kind: 'oidc', issuer: `${publisher.origin}/`, userinfo: null, algorithms: ['HS256', 'none'] });
    expect(read.kind === 'oidc' && read.notes.map(({ kind }) => kind)).toEqual(['info', 'warning', 'info']);
  });
});
