/** What a browser, or whoever leads it, can do with the address that brings it back. */
import { describe, expect } from '@jest/globals';
import { casesOf } from '../../support/attacks/cases.ts';
import type { AttackClass } from '../../support/attacks/classes.ts';
import { openProvider } from '../../support/oidc/attack.ts';
import { startProvider, without } from '../../support/oidc/provider.ts';
import { aSignIn, callbackUrl } from '../../support/oidc/sign-in.ts';

const provider = openProvider();

interface Case {
  readonly name: string;
  readonly code: string;
  /** Bends the honest address. */
  readonly bend: (url: URL) => void;
}

describeBent('oidc.state', [
  { name: 'no state', code: 'oidc_state_mismatch', bend: (url) => url.searchParams.delete('state') },
  { name: 'an empty state', code: 'oidc_state_mismatch', bend: (url) => url.searchParams.set('state', '') },
  {
    name: 'another state',
    code: 'oidc_state_mismatch',
    bend: (url) => url.searchParams.set('state', `${'B'.repeat(22)}.${'r'.repeat(43)}`),
  },
  {
    name: 'the right reference with another random part',
    code: 'oidc_state_mismatch',
    bend: (url) => url.searchParams.set('state', `${url.searchParams.get('state')?.split('.')[0]}.${'r'.repeat(43)}`),
  },
  {
    name: 'the state and a little more',
    code: 'oidc_state_mismatch',
    bend: (url) => url.searchParams.set('state', `${url.searchParams.get('state')}x`),
  },
]);

describeBent('oidc.mix-up', [
  {
    name: 'the issuer of another provider (mix-up)',
    code: 'oidc_issuer_mismatch',
    bend: (url) => url.searchParams.set('iss', 'https://attacker.example'),
  },
  { name: 'no issuer from a provider that promises one', code: 'oidc_issuer_mismatch', bend: (url) => url.searchParams.delete('iss') },
  {
    name: 'an error under another provider’s name',
    code: 'oidc_issuer_mismatch',
    bend: (url) => {
      url.searchParams.set('iss', 'https://attacker.example');
      url.searchParams.set('error', 'access_denied');
    },
  },
  { name: 'an empty issuer', code: 'oidc_issuer_mismatch', bend: (url) => url.searchParams.set('iss', '') },
  {
    name: 'our issuer with a slash',
    code: 'oidc_issuer_mismatch',
    bend: (url) => url.searchParams.set('iss', `${url.searchParams.get('iss')}/`),
  },
  {
    name: 'our issuer in capitals',
    code: 'oidc_issuer_mismatch',
    bend: (url) => url.searchParams.set('iss', (url.searchParams.get('iss') ?? '').toUpperCase()),
  },
]);

describeBent('oidc.code', [
  { name: 'no code', code: 'oidc_arrival_malformed', bend: (url) => url.searchParams.delete('code') },
  { name: 'an empty code', code: 'oidc_arrival_malformed', bend: (url) => url.searchParams.set('code', '') },
  { name: 'a code of the attacker’s making', code: 'oidc_code_rejected', bend: (url) => url.searchParams.set('code', 'made-up') },
]);

describeBent('oidc.parameters', [
  { name: 'two codes', code: 'oidc_arrival_malformed', bend: (url) => url.searchParams.append('code', 'second') },
  { name: 'two states', code: 'oidc_arrival_malformed', bend: (url) => url.searchParams.append('state', 'second') },
  { name: 'two issuers', code: 'oidc_arrival_malformed', bend: (url) => url.searchParams.append('iss', 'https://attacker.example') },
  { name: 'any other parameter twice', code: 'oidc_arrival_malformed', bend: (url) => (url.search += '&x=1&x=2') },
  { name: 'an ID token in the address', code: 'oidc_arrival_malformed', bend: (url) => url.searchParams.set('id_token', 'a.b.c') },
  { name: 'an access token in the address', code: 'oidc_arrival_malformed', bend: (url) => url.searchParams.set('access_token', 'token') },
  { name: 'a packed response (JARM)', code: 'oidc_arrival_malformed', bend: (url) => url.searchParams.set('response', 'a.b.c') },
  { name: 'an endless address', code: 'oidc_arrival_malformed', bend: (url) => url.searchParams.set('x', 'x'.repeat(20_000)) },
  {
    name: 'two states, the same one',
    code: 'oidc_arrival_malformed',
    bend: (url) => url.searchParams.append('state', url.searchParams.get('state') ?? ''),
  },
  {
    name: 'two codes, one of them disguised',
    code: 'oidc_arrival_malformed',
    bend: (url) => (url.search = `c%6fde=second&${url.search.slice(1)}`),
  },
  { name: 'a code and an error', code: 'oidc_access_denied', bend: (url) => url.searchParams.set('error', 'access_denied') },
  { name: 'a token of another kind in the address', code: 'oidc_arrival_malformed', bend: (url) => url.searchParams.set('token', 'a.b.c') },
  { name: 'everything behind a fragment', code: 'oidc_state_mismatch', bend: (url) => (url.href = url.href.replace('?', '#')) },
]);

function describeBent(attackClass: AttackClass, cases: readonly Case[]): void {
  casesOf(attackClass).attack.each(cases)('$name -> $code', async ({ code, bend }) => {
    const { depart, arrive } = aSignIn(provider());
    const departure = await depart();
    const url = new URL(provider().authorize(departure.url));
    bend(url);
    expect(await arrive(departure, url.href)).toMatchObject({ ok: false, code });
  });
}

casesOf('oidc.parameters').attack('a posted answer is refused, since none was asked for', async () => {
  const { connector, depart, arrive } = aSignIn(provider());
  const departure = await depart();
  const url = provider().authorize(departure.url);
  expect(await arrive(departure, url, 'POST')).toMatchObject({ ok: false, code: 'oidc_arrival_malformed' });
  expect(connector.referenceOf({ method: 'POST', url, form: {} })).toBeNull();
});

describe('answers of other logins', () => {
  const state = casesOf('oidc.state').attack;
  const code = casesOf('oidc.code').attack;

  state('the whole answer of another login is refused by the state', async () => {
    const { depart, arrive } = aSignIn(provider());
    const [mine, theirs] = [await depart(), await depart()];
    expect(await arrive(mine, provider().authorize(theirs.url))).toMatchObject({ ok: false, code: 'oidc_state_mismatch' });
  });

  code('the code of another login under our own state is refused by PKCE', async () => {
    const { depart, arrive } = aSignIn(provider());
    const [mine, theirs] = [await depart(), await depart()];
    const injected = new URL(provider().authorize(mine.url));
    injected.searchParams.set('code', new URL(provider().authorize(theirs.url)).searchParams.get('code') ?? '');
    expect(await arrive(mine, injected.href)).toMatchObject({ ok: false, code: 'oidc_code_rejected' });
  });

  state('a state whose reference is not this login’s is refused, even if it is remembered', async () => {
    const { depart, arrive } = aSignIn(provider());
    const departure = await depart({ reference: 'B'.repeat(22) });
    expect(await arrive(departure, provider().authorize(departure.url))).toMatchObject({ ok: false, code: 'oidc_state_mismatch' });
  });

  code('the same answer twice is refused the second time', async () => {
    const { depart, arrive } = aSignIn(provider());
    const departure = await depart();
    const url = provider().authorize(departure.url);
    expect(await arrive(departure, url)).toMatchObject({ ok: true });
    expect(await arrive(departure, url)).toMatchObject({ ok: false, code: 'oidc_code_rejected' });
  });

  state('a login whose memory is gone is refused', async () => {
    const { depart, arrive } = aSignIn(provider());
    const departure = await depart();
    expect(await arrive({ ...departure, memory: {} }, provider().authorize(departure.url))).toMatchObject({ code: 'oidc_state_mismatch' });
  });
});

describe('errors that the provider reports', () => {
  const answered = async (error: string) => {
    const { depart, arrive } = aSignIn(provider());
    const departure = await depart();
    const url = new URL(provider().authorize(departure.url));
    url.searchParams.delete('code');
    url.searchParams.set('error', error);
    url.searchParams.set('error_description', 'Call +1 900 555 0100 to unlock your account');
    return arrive(departure, url.href);
  };

  casesOf('oidc.errors').attack.each([
    ['access_denied', 'oidc_access_denied'],
    ['login_required', 'oidc_provider_error'],
    ['server_error', 'oidc_provider_error'],
    ['<script>alert(1)</script>', 'oidc_provider_error'],
  ])('%s -> %s, and nothing of its description is kept', async (error, code) => {
    const refusal = await answered(error);
    expect(refusal).toMatchObject({ ok: false, code });
    expect(JSON.stringify(refusal)).not.toMatch(/900|script>/);
  });
});

describe('honest twins:', () => {
  casesOf('oidc.parameters').honest.each([
    ['parameters that nobody asked for (session_state, scope)', (url: URL) => (url.search += '&session_state=abc&scope=openid')],
    ['another host in front of the same answer', (url: URL) => (url.host = 'internal.proxy.example')],
  ])('%s', async (_, bend) => {
    const { depart, arrive } = aSignIn(provider());
    const departure = await depart();
    const url = new URL(provider().authorize(departure.url));
    bend(url);
    expect(await arrive(departure, url.href)).toMatchObject({ ok: true });
  });

  casesOf('oidc.parameters').honest('only path and query of the address', async () => {
    const { depart, arrive } = aSignIn(provider());
    const departure = await depart();
    const { pathname, search } = new URL(provider().authorize(departure.url));
    expect(callbackUrl).toContain(pathname);
    expect(await arrive(departure, pathname + search)).toMatchObject({ ok: true });
  });

  casesOf('oidc.mix-up').honest('no issuer from a provider that does not promise one', async () => {
    const other = await startProvider();
    other.behave({
      discovery: without('authorization_response_iss_parameter_supported'),
      arrival: (parameters) => parameters.delete('iss'),
    });
    expect(await aSignIn(other).signIn()).toMatchObject({ ok: true });
    await other.close();
  });
});
