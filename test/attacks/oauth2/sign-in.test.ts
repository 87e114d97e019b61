/** What a browser, a provider, or whoever stands between them can do to a sign-in by OAuth 2.0. */
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { standardClaims } from '#contract/presets/defaults';
import type { OAuth2Connection } from '#contract/settings/connections/oauth2';
import { withProvenDomains } from '../../../broker/domain/domain-proof.ts';
import { isSameIssuer, issuerOf } from '../../../broker/domain/issuer.ts';
import { casesOf } from '../../support/attacks/cases.ts';
import { anOAuth2Connection } from '../../support/connections.ts';
import { type GitHub, json, type Misbehaviour, octocat, startGitHub } from '../../support/oauth2/provider.ts';
import { aSignIn, place } from '../../support/oauth2/sign-in.ts';

/** The list as brokers run it. */
function asListedAndUnproven(list: string[], unproven: string): OAuth2Connection['domains'] {
  const connection = anOAuth2Connection({ domains: { mode: 'list', list, proof: 'dns' } });
  return withProvenDomains(connection, new Set(list.filter((domain) => domain !== unproven))).domains;
}

let provider: GitHub;
beforeAll(async () => {
  provider = await startGitHub();
});
afterAll(() => provider.close());
beforeEach(() => provider.behave({}));

describe('what the browser brings back', () => {
  const { attack, honest } = casesOf('oauth2.arrival');
  attack.each<[string, string, (parameters: URLSearchParams) => void]>([
    ['no state', 'oauth2_state_mismatch', (p) => p.delete('state')],
    ['another state', 'oauth2_state_mismatch', (p) => p.set('state', `AAAAAAAAAAAAAAAAAAAAAA.${'x'.repeat(43)}`)],
    ['the state cut off', 'oauth2_state_mismatch', (p) => p.set('state', (p.get('state') ?? '').slice(0, -1))],
    ['a state twice', 'oauth2_arrival_malformed', (p) => p.append('state', p.get('state') ?? '')],
    ['a code twice', 'oauth2_arrival_malformed', (p) => p.append('code', 'x')],
    ['no code', 'oauth2_arrival_malformed', (p) => p.delete('code')],
    ['an empty code', 'oauth2_arrival_malformed', (p) => p.set('code', '')],
    ['a code that nobody issued', 'oauth2_code_rejected', (p) => p.set('code', 'x')],
    ['an access token beside the code', 'oauth2_arrival_malformed', (p) => p.set('access_token', 'gho_x')],
    ['an ID token', 'oauth2_arrival_malformed', (p) => p.set('id_token', 'x.y.z')],
    ['a signed answer', 'oauth2_arrival_malformed', (p) => p.set('response', 'x.y.z')],
    ['the name of another provider', 'oauth2_issuer_mismatch', (p) => p.set('iss', 'https://attacker.example')],
    ['a name that is none', 'oauth2_issuer_mismatch', (p) => p.set('iss', 'attacker')],
    [
      'an error under the name of another provider',
      'oauth2_issuer_mismatch',
      (p) => {
        p.set('iss', 'https://x.example');
        p.set('error', 'access_denied');
      },
    ],
    ['a refusal', 'oauth2_access_denied', (p) => p.set('error', 'access_denied')],
    ['an error', 'oauth2_provider_error', (p) => p.set('error', 'server_error')],
    ['an error that is markup', 'oauth2_provider_error', (p) => p.set('error', '<script>')],
  ])('%s -> %s', async (_, code, arrival) => {
    provider.behave({ arrival });
    const proven = await aSignIn(provider).signIn();
    expect(proven).toMatchObject({ ok: false, code });
    expect(JSON.stringify(proven)).not.toContain('<script>');
  });

  honest('the provider’s own name passes', async () => {
    provider.behave({ arrival: (p) => p.set('iss', provider.origin) });
    expect(await aSignIn(provider).signIn()).toMatchObject({ ok: true });
  });

  attack('an answer that is posted is none', async () => {
    const { depart, arrive } = aSignIn(provider);
    const departure = await depart();
    expect(await arrive(departure, provider.authorize(departure.url), 'POST')).toMatchObject({
      ok: false,
      code: 'oauth2_arrival_malformed',
    });
  });

  attack('the code of somebody else’s sign-in is refused (code injection)', async () => {
    const { depart, arrive } = aSignIn(provider);
    const [victim, attacker] = [await depart(), await depart()];
    const stolen = new URL(provider.authorize(attacker.url)).searchParams.get('code') ?? '';
    const url = new URL(provider.authorize(victim.url));
    url.searchParams.set('code', stolen);
    expect(await arrive(victim, url.href)).toMatchObject({ ok: false, code: 'oauth2_code_rejected' });
  });

  attack('the answer of one login does not fit another', async () => {
    const { depart, arrive } = aSignIn(provider);
    const [one, two] = [await depart(), await depart()];
    expect(await arrive(one, provider.authorize(two.url))).toMatchObject({ ok: false, code: 'oauth2_state_mismatch' });
  });

  attack('a code that was meant for another connection is refused there (mix-up)', async () => {
    const { depart, connector, common } = aSignIn(provider);
    const departure = await depart();
    const addresses = { ...place.addresses, redirectUri: place.addresses.redirectUri.replace('github', 'other') };
    const arrival = { method: 'GET', url: provider.authorize(departure.url), form: {} } as const;
    expect(await connector.complete({ ...common, addresses, memory: departure.memory, arrival })).toMatchObject({
      ok: false,
      code: 'oauth2_code_rejected',
    });
  });

  attack('a code works once', async () => {
    const { depart, arrive } = aSignIn(provider);
    const departure = await depart();
    const url = provider.authorize(departure.url);
    expect(await arrive(departure, url)).toMatchObject({ ok: true });
    expect(await arrive(departure, url)).toMatchObject({ ok: false, code: 'oauth2_code_rejected' });
  });

  attack('the memory of another connector is none', async () => {
    const { connector, common, depart } = aSignIn(provider);
    const arrival = { method: 'GET', url: provider.authorize((await depart()).url), form: {} } as const;
    expect(await connector.complete({ ...common, memory: { requestId: 'x' }, arrival })).toMatchObject({
      ok: false,
      code: 'oauth2_state_mismatch',
    });
  });
});

describe('what the provider’s servers answer', () => {
  const { attack } = casesOf('oauth2.servers');
  const huge = (_: unknown, response: ServerResponse) => json(response, { id: 1, filler: 'x'.repeat(300_000) });
  attack.each<[string, string, Misbehaviour]>([
    ['an error with status 200', 'oauth2_provider_error', { tokenAnswer: () => ({ error: 'slow_down' }) }],
    ['an error that is no text', 'oauth2_provider_error', { tokenAnswer: () => ({ error: { a: 1 } }) }],
    ['an error beside a token', 'oauth2_code_rejected', { tokenAnswer: (answer) => ({ ...answer, error: 'bad_verification_code' }) }],
    ['no token', 'oauth2_answer_malformed', { tokenAnswer: () => ({ token_type: 'bearer' }) }],
    ['a token that is a number', 'oauth2_answer_malformed', { tokenAnswer: (answer) => ({ ...answer, access_token: 7 }) }],
    ['a token with a line break', 'oauth2_answer_malformed', { tokenAnswer: (answer) => ({ ...answer, access_token: 'a\r\nx: y' }) }],
    ['a token of another type', 'oauth2_answer_malformed', { tokenAnswer: (answer) => ({ ...answer, token_type: 'mac' }) }],
    ['a list', 'oauth2_answer_malformed', { tokenAnswer: () => [] }],
    ['text', 'oauth2_answer_malformed', { tokenAnswer: () => 'access_token=gho_x' }],
    ['a token somebody else’s', 'oauth2_userinfo_rejected', { tokenAnswer: (answer) => ({ ...answer, access_token: 'gho_other' }) }],
    [
      'a form in which a field stands twice',
      'oauth2_answer_malformed',
      {
        endpoint: {
          token: (_, response) =>
            response
              .writeHead(200, { 'content-type': 'application/x-www-form-urlencoded' })
              .end('access_token=a&access_token=b&token_type=bearer'),
        },
      },
    ],
    [
      'a redirect for the code',
      'oauth2_answer_malformed',
      { endpoint: { token: (_, response) => response.writeHead(307, { location: '/x' }).end() } },
    ],
    [
      'a redirect for the person',
      'oauth2_answer_malformed',
      { endpoint: { user: (_, response) => response.writeHead(302, { location: '/x' }).end() } },
    ],
    ['silence', 'oauth2_provider_unreachable', { endpoint: { token: (request) => request.socket.destroy() } }],
    ['a fault', 'oauth2_provider_unreachable', { endpoint: { user: (_, response) => response.writeHead(500).end() } }],
    ['no right to the addresses', 'oauth2_userinfo_rejected', { endpoint: { emails: (_, response) => json(response, {}, 404) } }],
    ['a page', 'oauth2_answer_malformed', { endpoint: { user: (_, response) => json(response, '<p>hello</p>') } }],
    ['a huge answer', 'oauth2_answer_malformed', { endpoint: { user: huge } }],
    ['a huge list', 'oauth2_answer_malformed', { endpoint: { emails: huge } }],
  ])('%s -> %s', async (_, code, misbehaviour) => {
    provider.behave(misbehaviour);
    expect(await aSignIn(provider).signIn()).toMatchObject({ ok: false, code });
  });

  attack('nobody is taken from the token answer, whatever it says', async () => {
    provider.behave({ tokenAnswer: (answer) => ({ ...answer, id: 1, sub: 'boss', email: 'boss@borealis.example', user: { id: 1 } }) });
    expect(await aSignIn(provider).signIn()).toMatchObject({
      ok: true,
      identity: { subject: '583231', email: { address: 'ada@borealis.example' } },
    });
  });
});

describe('who the person is', () => {
  const { attack } = casesOf('oauth2.person');
  attack.each<[string, unknown]>([
    ['nobody', { login: 'octocat' }],
    ['null', { id: null }],
    ['nothing', { id: '' }],
    ['blank', { id: '  ' }],
    ['a list', { id: [583231] }],
    ['an object', { id: { value: 1 } }],
    ['true', { id: true }],
    ['a fraction', { id: 1.5 }],
    ['too long', { id: 'x'.repeat(256) }],
    ['a text with a line break', { id: 'a\nb' }],
    ['an inherited property', { toString: undefined }],
  ])('%s -> oauth2_subject_invalid', async (_, user) => {
    provider.behave({}, { user: user as Record<string, unknown> });
    expect(await aSignIn(provider).signIn()).toMatchObject({ ok: false, code: 'oauth2_subject_invalid' });
  });

  attack('a number that the language cannot tell from its neighbour is refused', async () => {
    for (const id of ['9007199254740993', '9007199254740992', '1e400', '123456789012345678901234567890']) {
      provider.behave({ endpoint: { user: (_, response) => json(response, `{"id":${id}}`) } });
      expect(await aSignIn(provider).signIn()).toMatchObject({ ok: false, code: 'oauth2_subject_invalid' });
    }
    provider.behave({ endpoint: { user: (_, response) => json(response, '{"id":9007199254740991}') } });
    expect(await aSignIn(provider).signIn()).toMatchObject({ ok: true, identity: { subject: '9007199254740991' } });
  });

  attack.each([
    ['a list', [octocat.user]],
    ['text', '"octocat"'],
    ['nothing', 'null'],
    ['a number', '7'],
  ])('%s is nobody', async (_, user) => {
    provider.behave({ endpoint: { user: (_request, response) => json(response, user) } });
    expect(await aSignIn(provider).signIn()).toMatchObject({ ok: false, code: 'oauth2_answer_malformed' });
  });

  attack('several at one path are nobody', async () => {
    provider.behave({}, { user: { ids: [1, 2] } });
    expect(await aSignIn(provider, { subject: 'ids[]' }).signIn()).toMatchObject({ ok: false, code: 'oauth2_subject_invalid' });
  });

  attack('the same name at another place is somebody else', async () => {
    const here = await aSignIn(provider).signIn();
    const other = await startGitHub();
    const there = await aSignIn(other).signIn();
    await other.close();
    if (here.ok !== true || there.ok !== true) throw new Error('nobody was proven');
    expect([here.identity.subject, here.identity.issuer === there.identity.issuer]).toEqual([there.identity.subject, false]);
  });
});

describe('who speaks through a connection', () => {
  const { attack, honest } = casesOf('oauth2.issuer');
  const issuer = (wish: Parameters<typeof anOAuth2Connection>[0]) => issuerOf(anOAuth2Connection(wish));
  const at = (userInfoUrl: string) => issuer({ userInfoUrl });

  attack.each([
    ['another realm in the query', 'https://id.example/userinfo?realm=one', 'https://id.example/userinfo?realm=two'],
    ['no realm', 'https://id.example/userinfo?realm=one', 'https://id.example/userinfo'],
    ['another path', 'https://id.example/one/userinfo', 'https://id.example/two/userinfo'],
    ['another host', 'https://one.example/userinfo', 'https://two.example/userinfo'],
  ])('%s is another provider', (_, one, other) => {
    expect(isSameIssuer(at(one), at(other))).toBe(false);
  });

  attack('the name that people choose themselves does not meet what was bound by the one that they keep', async () => {
    provider.behave({}, { user: { ...octocat.user, login: String(octocat.user.id) } });
    const kept = await aSignIn(provider).signIn();
    const chosen = await aSignIn(provider, { subject: 'login' }).signIn();
    if (kept.ok !== true || chosen.ok !== true) throw new Error('nobody was proven');
    expect(chosen.identity.subject).toBe(kept.identity.subject);
    expect(isSameIssuer(chosen.identity.issuer, kept.identity.issuer)).toBe(false);
  });

  honest('the same realm and the same name are the same person, whatever else is changed', () => {
    const userInfoUrl = 'https://id.example/userinfo?realm=one';
    expect(issuer({ userInfoUrl, name: 'Other', clientId: 'other', scopes: ['more'] })).toBe(at(userInfoUrl));
  });
});

describe('which address they have', () => {
  const { attack } = casesOf('oauth2.address');
  attack.each<[string, unknown]>([
    ['a list of texts', ['ada@borealis.example']],
    ['an object', { email: 'ada@borealis.example', verified: true }],
    ['an entry without an address', [{ primary: true, verified: true }]],
    ['an address that is a list', [{ email: ['ada@borealis.example'], verified: true }]],
    ['nothing', null],
    ['two addresses in one', [{ email: 'ada@borealis.example,boss@borealis.example', primary: true, verified: true }]],
    ['an address with a second @', [{ email: 'boss@borealis.example@x.example', primary: true, verified: true }]],
  ])('%s -> oauth2_claim_malformed', async (_, emails) => {
    provider.behave({}, { emails });
    expect(await aSignIn(provider).signIn()).toMatchObject({ ok: false, code: 'oauth2_claim_malformed' });
  });

  attack('the one in userinfo does not count beside a list', async () => {
    provider.behave({}, { user: { ...octocat.user, email: 'boss@borealis.example' }, emails: [] });
    expect(await aSignIn(provider).signIn()).toMatchObject({ ok: true, identity: { email: null } });
  });

  attack.each<[string, OAuth2Connection['domains']]>([
    ['below a listed domain', { mode: 'list', list: ['borealis.example'] }],
    [
      'of a domain that was never proven',
      asListedAndUnproven(['borealis.example', 'hosting.borealis.example'], 'hosting.borealis.example'),
    ],
  ])('one %s is not chosen before the one that the connection speaks for', async (_, domains) => {
    provider.behave(
      {},
      {
        emails: [
          { email: 'ada@hosting.borealis.example', primary: true, verified: true },
          { email: 'ada@borealis.example', primary: false, verified: true },
        ],
      },
    );
    expect(await aSignIn(provider, { domains }).signIn()).toMatchObject({
      ok: true,
      identity: { email: { address: 'ada@borealis.example' } },
    });
  });

  attack('several at one path are none', async () => {
    provider.behave({}, { user: { id: 1, mails: ['a@borealis.example', 'b@borealis.example'], ok: true } });
    const mapping = { ...standardClaims, email: 'mails[]' };
    expect(await aSignIn(provider, { emailsUrl: null, emailVerified: 'ok', mapping }).signIn()).toMatchObject({
      ok: false,
      code: 'oauth2_claim_malformed',
    });
  });

  attack('one that a pattern has made is not the one that was checked', async () => {
    const mapping = { ...standardClaims, patterns: [{ of: 'email', pattern: 'external-(.+)' }] };
    provider.behave({}, { emails: [{ email: 'external-boss@borealis.example', primary: true, verified: true }] });
    expect(await aSignIn(provider, { mapping }).signIn()).toMatchObject({
      ok: true,
      identity: { email: { address: 'boss@borealis.example', verified: false } },
    });
  });

  attack('groups of another shape are refused', async () => {
    for (const teams of [[{ a: 1 }], [['x']], [''], [null, { a: 1 }], [1.5]]) {
      provider.behave({}, { user: { ...octocat.user, teams } });
      expect(await aSignIn(provider, { mapping: { ...standardClaims, groups: 'teams' } }).signIn()).toMatchObject({
        ok: false,
        code: 'oauth2_claim_malformed',
      });
    }
  });
});

describe('before the browser leaves', () => {
  const { attack } = casesOf('oauth2.departure');
  attack.each(['tokenUrl', 'userInfoUrl', 'emailsUrl', 'authorizationUrl'] as const)(
    '%s may be no address of a network of ours',
    async (name) => {
      await expect(aSignIn(provider, { [name]: 'http://10.0.0.1/x' }).depart()).rejects.toMatchObject({ code: 'oauth2_endpoint_refused' });
    },
  );

  attack('an address that answers our own questions is refused', async () => {
    const authorizationUrl = `${provider.origin}/authorize?redirect_uri=https://attacker.example`;
    await expect(aSignIn(provider, { authorizationUrl }).depart()).rejects.toMatchObject({ code: 'oauth2_endpoint_refused' });
  });

  attack('a fresh sign-in that nobody could show is not promised', async () => {
    const { connector, common } = aSignIn(provider);
    await expect(connector.depart({ ...common, forceReauthentication: true, loginHint: null })).rejects.toMatchObject({
      code: 'oauth2_fresh_sign_in_impossible',
    });
  });

  attack('a wrong secret, or none, gets nobody in', async () => {
    expect(await aSignIn(provider, {}, 'wrong').signIn()).toMatchObject({ ok: false, code: 'oauth2_client_rejected' });
    expect(await aSignIn(provider, {}, '').signIn()).toMatchObject({ ok: false, code: 'oauth2_secret_missing' });
  });
});
