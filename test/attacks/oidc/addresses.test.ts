/** Addresses that a provider publishes and that may not be used: written in every way, or leading inside by their name. */
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import type { Lookup } from '../../../broker/adapters/net/guard.ts';
import { createOutbound } from '../../../broker/adapters/net/outbound.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { verdict } from '../../support/oidc/attack.ts';
import { type Behaviour, startProvider, type TestProvider, without } from '../../support/oidc/provider.ts';
import { aSignIn } from '../../support/oidc/sign-in.ts';
import { makeKey } from '../../support/oidc/signing.ts';

const key = makeKey('RS256');
let provider: TestProvider;
beforeEach(async () => {
  provider = await startProvider({ key });
});
afterEach(() => provider.close());

const publishing = (more: Record<string, unknown>): Behaviour => ({ discovery: (document) => ({ ...document, ...more }) });

/** Never the address of a server to call, in whatever field it stands. */
const forServers = [
  'http://provider.example/x',
  'HTTP://provider.example/x',
  'https://10.0.0.1/x',
  'https://172.16.0.1/x',
  'https://192.168.0.1/x',
  'https://127.0.0.1/x',
  'https://127.1/x',
  'https://2130706433/x',
  'https://0x7f000001/x',
  'https://017700000001/x',
  'https://0177.0.0.1/x',
  'https://127.0.0.1.:443/x',
  'https://①②⑦.⓪.⓪.①/x',
  'https://0/x',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/x',
  'https://[::1]/x',
  'https://[::]/x',
  'https://[::ffff:10.0.0.1]/x',
  'https://[::ffff:a00:1]/x',
  'https://[::10.0.0.1]/x',
  'https://[64:ff9b::a00:1]/x',
  'https://[2002:a00:1::]/x',
  'https://[fd00:ec2::254]/x',
  'https://[fe80::1]/x',
  'https://localhost/x',
  'https://LOCALHOST./x',
  'https://inside.localhost/x',
  'https://user@provider.example/x',
  'https://user:word@provider.example/x',
  'https://provider.example:8443/x',
  'https://provider.example:22/x',
  'https://provider.example/x#fragment',
  'http://127.0.0.1:1/x',
  'file:///etc/passwd',
  'data:application/json,{}',
  'javascript:alert(1)',
  'ftp://provider.example/x',
  'gopher://provider.example:11211/x',
  'blob:https://provider.example/x',
  '//provider.example/x',
  '/x',
  'https://',
  '',
] as const;

describe.each(['token_endpoint', 'jwks_uri', 'userinfo_endpoint'])('%s may not be', (field) => {
  casesOf('oidc.addresses').attack.each(forServers)('%s', async (address) => {
    provider.behave(publishing({ [field]: address }));
    expect(await verdict(provider)).toBe('oidc_endpoint_refused');
    expect(provider.calls).toEqual({ discovery: 1, keys: 0, token: 0, userinfo: 0 });
  });
});

/** The browser opens these, so a private address is the company's own matter. */
const forBrowsers = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'http://provider.example/x',
  'https://user:word@provider.example/x',
  'https://provider.example/x#',
  'https://provider.example/x?state=ours',
  '/authorize',
  '',
] as const;

describe.each(['authorization_endpoint', 'end_session_endpoint'])('%s may not be', (field) => {
  casesOf('oidc.addresses').attack.each(forBrowsers)('%s', async (address) => {
    provider.behave(publishing({ [field]: address }));
    expect(await verdict(provider)).toBe('oidc_endpoint_refused');
    expect(provider.calls).toEqual({ discovery: 1, keys: 0, token: 0, userinfo: 0 });
  });
});

describe('addresses that may be used, or are not used at all', () => {
  const { attack, honest } = casesOf('oidc.addresses');

  attack('an issuer that may not be called is never called', async () => {
    expect(await verdict(provider, createOutbound({ allow: [], mode: 'development' }))).toBe('oidc_endpoint_refused');
    expect(provider.calls.discovery).toBe(0);
  });

  honest('a sign-in page on another public host, with a query of its own, passes', async () => {
    provider.behave(publishing({ authorization_endpoint: 'https://login.provider.example/authorize?p=policy' }));
    const { url } = await aSignIn(provider).depart();
    expect(url).toMatch(/^https:\/\/login\.provider\.example\/authorize\?p=policy&/);
  });

  honest('other addresses are never used, whatever they are (mtls_endpoint_aliases)', async () => {
    provider.behave(
      publishing({ mtls_endpoint_aliases: { token_endpoint: 'https://10.0.0.1/token' }, registration_endpoint: 'file:///x' }),
    );
    expect(await verdict(provider)).toBe('passes');
  });
});

describe('names that lead inside once they are called', () => {
  const inside = 'https://rebinding.provider.example';
  const names = {
    'this machine': '127.0.0.1',
    'a private network': '10.1.2.3',
    'a metadata service': '169.254.169.254',
    'a mapped address': '::ffff:10.0.0.1',
    'a unique local address': 'fd12::1',
  } as const;
  const endpoints = { token_endpoint: 'token', jwks_uri: 'keys', userinfo_endpoint: 'userinfo' } as const;

  /** The pool of the house, with a resolver that says what the attacker's name server says. */
  const outboundWith = (lookup: Lookup) => createOutbound({ allow: [provider.issuer], mode: 'development', lookup });

  casesOf('oidc.rebinding').attack.each(
    Object.entries(endpoints).flatMap(([field, path]) =>
      Object.entries(names).map(([what, address]) => [field, what, path, address] as const),
    ),
  )('%s, whose name is %s', async (field, _what, path, address) => {
    provider.behave({ ...publishing({ [field]: `${inside}/${path}` }), claims: without('email') });
    const asked: string[] = [];
    const lookup: Lookup = async (hostname) => {
      asked.push(hostname);
      return [{ address, family: address.includes(':') ? 6 : 4 }];
    };
    expect(await verdict(provider, outboundWith(lookup))).toBe('oidc_endpoint_refused');
    expect(asked).toEqual([new URL(inside).hostname]);
  });
});
