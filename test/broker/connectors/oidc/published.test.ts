import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { createOutbound } from '../../../../broker/adapters/net/outbound.ts';
import { readPublished } from '../../../../broker/connectors/oidc/published.ts';
import { absorb } from '../../../../broker/domain/metadata/absorb.ts';
import { differenceOf } from '../../../../broker/domain/metadata/difference.ts';
import { emptyState } from '../../../../broker/domain/metadata/state.ts';
import { type JsonPlace, openJsonPlace } from '../../../support/oidc/json-place.ts';
import { aConnection } from '../../../support/settings.ts';

const key = (kid: string, more = {}) => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
  kid,
  ...more,
});
const [first, second] = [key('1'), key('2')];

let place: JsonPlace;
let outbound: ReturnType<typeof createOutbound>;
let connection: OidcConnection;

beforeAll(async () => {
  place = await openJsonPlace();
  outbound = createOutbound({ allow: [place.origin], mode: 'development' });
  connection = aConnection({ issuer: place.origin });
});
beforeEach(() => {
  place.documents.clear();
  place.documents.set('/.well-known/openid-configuration', document());
  place.documents.set('/keys', { keys: [first] });
});
afterAll(async () => {
  await outbound.close();
  await place.close();
});

const document = (more = {}) => ({
  issuer: place.origin,
  authorization_endpoint: `${place.origin}/authorize`,
  token_endpoint: `${place.origin}/token`,
  jwks_uri: `${place.origin}/keys`,
  registration_endpoint: 'https://elsewhere.example/',
  ...more,
});
const read = () => readPublished(outbound, connection);

describe('what an OpenID Connect provider publishes', () => {
  test('is its addresses and its keys, and nothing that is not used', async () => {
    place.documents.set('/keys', { keys: [first, { kty: 'oct', k: 'AAAA' }, key('enc', { use: 'enc' }), 'junk'] });
    const published = await read();
    expect(published.addresses).toEqual({
      authorization_endpoint: `${place.origin}/authorize`,
      jwks_uri: `${place.origin}/keys`,
      token_endpoint: `${place.origin}/token`,
    });
    expect(published.keys).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
  });

  test('is told as a change when keys or addresses become others, and stays told', async () => {
    let state = absorb(connection, emptyState(connection), await read(), 1_000);
    state = absorb(connection, state, await read(), 2_000);
    expect(differenceOf(connection, state)).toEqual([]);
    place.documents.set('/keys', { keys: [second, { ...first, kid: 'another name' }] });
    place.documents.set('/.well-known/openid-configuration', document({ token_endpoint: `${place.origin}/token2` }));
    state = absorb(connection, state, await read(), 3_000);
    const changes = [
      { kind: 'address', name: 'token_endpoint', from: `${place.origin}/token`, to: `${place.origin}/token2`, at: 3_000 },
      { kind: 'keys', added: [expect.any(String)], removed: [], at: 3_000 },
    ];
    expect(differenceOf(connection, state)).toEqual(changes);
    expect(differenceOf(connection, absorb(connection, state, await read(), 4_000))).toEqual(changes);
  });

  test('is read from addresses by hand where the settings have them', async () => {
    const endpoints = {
      authorization: `${place.origin}/a`,
      token: `${place.origin}/t`,
      jwks: `${place.origin}/keys`,
      userinfo: null,
      endSession: null,
    };
    place.documents.delete('/.well-known/openid-configuration');
    expect((await readPublished(outbound, { ...connection, endpoints })).addresses.token_endpoint).toBe(`${place.origin}/t`);
  });

  test.each<[string, string, () => unknown]>([
    ['of another issuer', 'oidc_issuer_mismatch', () => document({ issuer: 'https://evil.example' })],
    ['with a private token address', 'oidc_endpoint_refused', () => document({ token_endpoint: 'https://10.0.0.7/token' })],
    ['with keys in a file', 'oidc_endpoint_refused', () => document({ jwks_uri: 'file:///etc/passwd' })],
    ['with a script to sign in', 'oidc_endpoint_refused', () => document({ authorization_endpoint: 'javascript:alert(1)' })],
    ['that is no object', 'oidc_discovery_invalid', () => []],
    [
      'without keys',
      'oidc_answer_malformed',
      () => {
        place.documents.set('/keys', { none: true });
        return document();
      },
    ],
  ])('is refused %s', async (_what, code, made) => {
    place.documents.set('/.well-known/openid-configuration', made());
    await expect(read()).rejects.toMatchObject({ code });
  });
});
