import { describe, expect, test } from '@jest/globals';
import { Settings as Limits } from 'typebox/system';
import { ConnectionDraft } from '#contract/rpc/drafts';
import { PortalSettings } from '#contract/settings/portal';
import { problemsOf } from '#contract/settings/shape';
import { emptySettings, Settings } from '#contract/settings/snapshot';
import { anEmailCodeConnection, anOAuth2Connection, aSamlConnection } from '../../support/connections.ts';
import { aConnection, someSettings } from '../../support/settings.ts';

test('every mistake is told, however many there are', () => {
  const connections = Array.from({ length: 50 }, (_, index) => ({
    ...aConnection({ id: `c${index}` }),
    enabled: 'yes',
    issuer: 'nowhere',
  }));
  const paths = problemsOf(Settings, { ...someSettings(), connections }).map(({ path }) => path);
  expect(paths).toEqual(connections.flatMap((_, index) => [`/connections/${index}/enabled`, `/connections/${index}/issuer`]).sort());
});

test('the limit of the library for other input stays as it was', () => {
  const { maxErrors } = Limits.Get();
  problemsOf(Settings, {});
  expect(Limits.Get().maxErrors).toBe(maxErrors);
});

describe('of a value that may have one of several forms, only what is wrong with the form that it names is told:', () => {
  const inSettings = (connection: unknown) => problemsOf(Settings, { ...someSettings(), connections: [connection] });

  test.each([
    ['oidc', { ...aConnection(), clientId: 7 }, '/clientId'],
    ['saml', { ...aSamlConnection(), clockSkewSeconds: -1 }, '/clockSkewSeconds'],
    ['oauth2', { ...anOAuth2Connection(), subject: '' }, '/subject'],
    ['email-code', { ...anEmailCodeConnection(), enabled: 1 }, '/enabled'],
  ])('%s', (_, connection, path) => {
    expect(inSettings(connection).map((problem) => problem.path)).toEqual([`/connections/0${path}`]);
  });

  test('what it lacks and what it has too much', () => {
    const { entityId: _, ...without } = aSamlConnection();
    expect(inSettings({ ...without, clientId: 'x' })).toEqual([
      { path: '/connections/0', message: expect.stringMatching(/entityId|additional/) },
    ]);
  });

  test('also inside another form, and where null is the other form', () => {
    expect(inSettings({ ...aSamlConnection(), domains: { mode: 'list', list: ['No Domain'] } })).toEqual([
      { path: '/connections/0/domains/list/0', message: 'has a space in it' },
    ]);
    expect(inSettings({ ...aSamlConnection(), logout: { url: 'nowhere', binding: 'post' } }).map(({ path }) => path)).toEqual([
      '/connections/0/logout/url',
    ]);
  });

  test('a name that no form has is told with those there are', () => {
    expect(inSettings({ ...aConnection(), protocol: 'ldap' })).toEqual([
      { path: '/connections/0/protocol', message: 'must be one of "saml", "oidc", "oauth2", "email-code"' },
    ]);
  });

  test.each([null, 7, [], 'oidc', {}])('a value without any form is one mistake at its place: %j', (value) => {
    expect(inSettings(value).map(({ path }) => path)).toContain('/connections/0');
  });
});

describe('what was pasted into the wrong field is said in plain words', () => {
  const { clientSecret: _, ...fields } = aConnection();
  const draft = (more: object) => problemsOf(ConnectionDraft, { ...fields, newClientSecret: 'secret', ...more });

  test.each([
    [
      'an address with a space behind it',
      { issuer: 'https://id.borealis.example ' },
      '/issuer',
      'begins or ends with a space or a line break',
    ],
    ['an address with a space in it', { issuer: 'https://id.borealis. example' }, '/issuer', 'has a space in it'],
    [
      'a secret with a line break behind it',
      { newClientSecret: 's3cret\n' },
      '/newClientSecret',
      'begins or ends with a space or a line break',
    ],
    ['a secret with a line break in it', { newClientSecret: 's3\r\ncret' }, '/newClientSecret', 'has a line break in it'],
    ['a private key for a client ID', { clientId: '-----BEGIN RSA PRIVATE KEY-----\nMII' }, '/clientId', /^is a private key/],
    ['a page for an address', { issuer: '<!DOCTYPE html><html><body>Sign in' }, '/issuer', /^is a web page/],
    ['a page for a client ID', { clientId: '  <html lang="en">' }, '/clientId', /^is a web page/],
  ])('%s', (_name, more, path, message) => {
    expect(draft(more)).toEqual([{ path, message: typeof message === 'string' ? message : expect.stringMatching(message) }]);
    expect(JSON.stringify(draft(more))).not.toMatch(/s3|MII|Sign in/);
  });

  test('and nothing is said of a text that is only wrong', () => {
    expect(draft({ issuer: 'ftp://x' })[0]?.message).toMatch(/^must match pattern/);
    expect(problemsOf(PortalSettings, { ...emptySettings.portal, name: '  ' })[0]?.message).toMatch(/^must match pattern/);
  });
});
