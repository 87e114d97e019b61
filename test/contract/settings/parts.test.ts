import { expect, test } from '@jest/globals';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import type { Settings } from '#contract/settings/snapshot';
import { assemble } from '../../../broker/settings/assemble.ts';
import { partHash as brokerHash, canonicalJson as brokerJson } from '../../../broker/settings/canonical.ts';
import { settingsToParts } from '../../../broker/settings/to-parts.ts';
import { canonicalJson as forgeJson } from '../../../src/parts/canonical';
import { partHash as forgeHash } from '../../../src/parts/hash';
import { newSecret } from '../../../src/parts/secret';
import { joinParts, plainParts, secretIds } from '../../../src/parts/split';
import { anEmailCodeConnection, anOAuth2Connection, aParty, aSamlConnection } from '../../support/connections.ts';
import { aConnection, secretId, secretsOf, someSettings } from '../../support/settings.ts';

const full: Settings = someSettings({
  connections: [
    aConnection({ id: 'zeta', name: 'Zürich “Zeta” \u2028' }),
    aSamlConnection(),
    anOAuth2Connection(),
    anEmailCodeConnection(),
    aConnection({ id: 'keyed', tokenEndpointAuth: 'private_key_jwt', clientSecret: null }),
    aConnection({ id: 'alpha' }),
  ],
  parties: [aParty({ id: 'wiki' }), aParty({ id: 'crm' })],
  jira: {
    kind: 'api-token',
    siteUrl: 'https://acme.atlassian.net',
    email: 'bot@acme.example',
    token: { secret: secretId('jira'), setAt: 2 },
    expiresOn: null,
  },
  secondFactor: { ...recommendedSecondFactor, rememberDays: 7, graceDays: 3 },
  notifications: { emails: ['admin@acme.example'] },
});

test.each([
  ['full', full],
  ['empty', someSettings({ connections: [] })],
  ['app token', someSettings({ jira: { kind: 'app-token' } })],
])('both halves cut %s settings into the same parts with the same hashes, in the same order', (_name, settings) => {
  const secrets = secretsOf(settings);
  const broker = settingsToParts(settings, secrets);
  const forge = [
    ...plainParts(settings),
    ...secretIds(settings).map((id) => ({ name: `secret:${id}`, content: forgeJson(secrets.get(id)) })),
  ].map((part) => ({ ...part, hash: forgeHash(part.content) }));
  expect(broker.parts).toEqual(forge);
});

test('what either half cut, both put together again', () => {
  const { parts, refs } = settingsToParts(full, secretsOf(full));
  expect(assemble(refs, parts)).toMatchObject({ ok: true, settings: full });
  expect(joinParts(plainParts(full))).toEqual(full);
});

test('settings that were stored before there was a part for second factors get what is recommended, in both halves', () => {
  const isOlder = ({ name }: { readonly name: string }) => name !== 'second-factor';
  const { parts, refs } = settingsToParts(full, secretsOf(full));
  expect(assemble(refs.filter(isOlder), parts.filter(isOlder))).toMatchObject({
    ok: true,
    settings: { ...full, secondFactor: recommendedSecondFactor },
  });
  expect(joinParts(plainParts(full).filter(isOlder))).toEqual({ ...full, secondFactor: recommendedSecondFactor });
});

test('both halves write one value in one way', () => {
  const value = { ä: 1, Z: [3, null, { b: 'x\u0000\ud800', a: true }], a: { '10': 1, '9': 2 }, 'a b': 'ß' };
  expect(brokerJson(value)).toBe(forgeJson(value));
  expect(brokerHash('ä')).toBe(forgeHash('ä'));
});

test('a secret as the Forge app makes it is one that the broker takes', () => {
  const { id, content } = newSecret('a value');
  const settings = someSettings({ connections: [aConnection({ clientSecret: { secret: id, setAt: 1 } })] });
  const parts = [...plainParts(settings), { name: `secret:${id}`, content }].map((part) => ({ ...part, hash: forgeHash(part.content) }));
  const assembled = assemble(
    parts.map(({ name, hash }) => ({ name, hash })),
    parts,
  );
  expect(assembled.ok && assembled.secrets.get(id)?.reveal()).toBe('a value');
});
