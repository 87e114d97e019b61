/** What a provider, or whoever fills in forms there, can claim about a person. */
import type { ServerResponse } from 'node:http';
import { describe, expect } from '@jest/globals';
import { standardClaims } from '#contract/presets/defaults';
import { casesOf } from '../../support/attacks/cases.ts';
import { claiming, openProvider } from '../../support/oidc/attack.ts';
import { type Behaviour, json, without } from '../../support/oidc/provider.ts';
import { aSignIn } from '../../support/oidc/sign-in.ts';

const provider = openProvider();

describe('claims that decide something have their type, or the login is refused:', () => {
  const { attack } = casesOf('oidc.claims');

  attack.each([
    ['an e-mail address that is a number', { email: 7 }],
    ['a list of e-mail addresses', { email: ['ada@borealis.example', 'boss@borealis.example'] }],
    ['an e-mail address that is an object', { email: { address: 'ada@borealis.example' } }],
    ['two addresses in one', { email: 'ada@borealis.example,boss@kestrel.example' }],
    ['an address with a display name', { email: 'Ada <ada@borealis.example>' }],
    ['an address with a second @', { email: 'ada@kestrel.example@borealis.example' }],
    ['a quoted local part', { email: '"boss@kestrel.example"@borealis.example' }],
    ['an address with a line break', { email: 'ada@borealis.example\r\nBcc: all@kestrel.example' }],
    ['an address with an invisible character', { email: 'ada\u200b@borealis.example' }],
    ['an address without a domain', { email: 'ada@' }],
    ['groups that are text', { groups: 'admins' }],
    ['groups that are an object', { groups: { admins: true } }],
    ['groups among which one is no text', { groups: ['crew', 7] }],
    ['a group with an empty name', { groups: [''] }],
    ['more groups than anybody has', { groups: Array.from({ length: 5_001 }, (_, index) => `g${index}`) }],
  ])('%s', async (_, claims) => {
    provider().behave(claiming(claims));
    expect(await aSignIn(provider()).signIn()).toMatchObject({ ok: false, code: 'oidc_claim_malformed' });
  });
});

describe('an address counts as verified only by the boolean true:', () => {
  const { attack, honest } = casesOf('oidc.email');

  attack.each([
    ['false', false, false],
    ['the text "true"', 'true', false],
    ['the number 1', 1, false],
    ['a list that holds true', [true], false],
    ['nothing', undefined, false],
    ['null', null, false],
  ])('not by %s', async (_, email_verified, verified) => {
    provider().behave({ ...claiming({ email_verified }), userInfo: without('email_verified') });
    expect(await aSignIn(provider()).signIn()).toMatchObject({ ok: true, identity: { email: { verified } } });
  });

  honest('by true', async () => {
    expect(await aSignIn(provider()).signIn()).toMatchObject({ ok: true, identity: { email: { verified: true } } });
  });

  attack('and not at all when another claim is read as the address', async () => {
    provider().behave(claiming({ upn: 'boss@borealis.example', email: 'ada@elsewhere.example', email_verified: true }));
    const mapping = { ...standardClaims, email: 'upn' };
    const proven = await aSignIn(provider(), { connection: { mapping } }).signIn();
    expect(proven).toMatchObject({ ok: true, identity: { email: { address: 'boss@borealis.example', verified: false } } });
  });
});

describe('groups that were not told are unknown, never none:', () => {
  const { attack, honest } = casesOf('oidc.groups');

  attack.each([
    [
      'Entra ID’s overage',
      { groups: undefined, _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: 'https://x.example' } } },
    ],
    ['Entra ID’s overage, older form', { groups: undefined, hasgroups: true }],
    ['overage beside a list that is not whole', { groups: ['crew'], _claim_names: { groups: 'src1' } }],
    ['no such claim anywhere', { groups: undefined }],
    ['null', { groups: null }],
  ])('%s', async (_, claims) => {
    provider().behave({ ...claiming(claims), userInfo: without('groups') });
    expect(await aSignIn(provider()).signIn()).toMatchObject({ ok: true, identity: { groups: null } });
  });

  honest('an empty list is none', async () => {
    provider().behave(claiming({ groups: [] }));
    expect(await aSignIn(provider()).signIn()).toMatchObject({ ok: true, identity: { groups: [] } });
  });
});

describe('names of claims that mean something to the language', () => {
  const { attack } = casesOf('oidc.claims');

  attack('change nothing', async () => {
    provider().behave({
      claims: (claims) => Object.defineProperty({ ...claims, groups: undefined }, '__proto__', { value: ['admins'], enumerable: true }),
      userInfo: without('groups'),
    });
    const proven = await aSignIn(provider()).signIn();
    expect(proven).toMatchObject({ ok: true, identity: { groups: null } });
    if (proven.ok !== true) throw new Error('nobody was proven');
    expect(Object.getPrototypeOf(proven.identity.attributes)).toBe(Object.prototype);
  });

  attack('an inherited property is no claim', async () => {
    const mapping = { ...standardClaims, firstName: 'constructor', lastName: 'toString', groups: 'valueOf' };
    const proven = await aSignIn(provider(), { connection: { mapping } }).signIn();
    expect(proven).toMatchObject({ ok: true, identity: { firstName: null, lastName: null, groups: null } });
  });
});

describe('the userinfo endpoint', () => {
  const { attack, honest } = casesOf('oidc.userinfo');

  const lacking = { claims: without('email') };

  attack.each<[string, string, Behaviour]>([
    ['speaks of somebody else', 'oidc_userinfo_subject_mismatch', { userInfo: (claims) => ({ ...claims, sub: 'person-2' }) }],
    ['speaks of nobody', 'oidc_answer_malformed', { userInfo: without('sub') }],
    ['refuses', 'oidc_userinfo_rejected', { endpoint: { userinfo: (_, response) => json(response, {}, 403) } }],
    [
      'asks for another token',
      'oidc_userinfo_rejected',
      { endpoint: { userinfo: (_, response) => response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end() } },
    ],
    ['is silent', 'oidc_provider_unreachable', { endpoint: { userinfo: (request) => request.socket.destroy() } }],
    [
      'answers with a token that nobody signed',
      'oidc_userinfo_rejected',
      { endpoint: { userinfo: (_, response) => answerJwt(response, 'none') } },
    ],
    [
      'answers with a token signed by the client secret',
      'oidc_userinfo_rejected',
      { endpoint: { userinfo: (_, response) => answerJwt(response, 'HS256') } },
    ],
  ])('%s -> %s', async (_, code, behaviour) => {
    provider().behave({ ...lacking, ...behaviour });
    expect(await aSignIn(provider()).signIn()).toMatchObject({ ok: false, code });
  });

  honest('its honest twin passes', async () => {
    provider().behave(lacking);
    expect(await aSignIn(provider()).signIn()).toMatchObject({ ok: true, identity: { email: { address: 'ada@borealis.example' } } });
  });
});

function answerJwt(response: ServerResponse, alg: string): void {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ alg })}.${part({ sub: 'person-1', email: 'boss@borealis.example', email_verified: true })}.`;
  response.writeHead(200, { 'content-type': 'application/jwt' }).end(body);
}
