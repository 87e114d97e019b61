import { describe, expect, test } from '@jest/globals';
import type { Part, PartRef } from '#contract/settings/parts';
import type { Settings } from '#contract/settings/snapshot';
import { assemble } from '../../../broker/settings/assemble.ts';
import { canonicalJson, manifestHash, partHash } from '../../../broker/settings/canonical.ts';
import { settingsToParts } from '../../../broker/settings/to-parts.ts';
import { aConnection, secretId, secretsOf, someSettings } from '../../support/settings.ts';

const jira = {
  kind: 'api-token',
  siteUrl: 'https://acme.atlassian.net',
  email: 'bot@acme.example',
  token: { secret: secretId('jira'), setAt: 2 },
  expiresOn: null,
} as const;

const cut = (settings: Settings) => settingsToParts(settings, secretsOf(settings));
const part = (name: Part['name'], value: unknown): Part => {
  const content = typeof value === 'string' ? value : canonicalJson(value);
  return { name, hash: partHash(content), content };
};
/** Replaces or adds parts, each with the reference to it. */
function withParts(settings: Settings, ...others: readonly Part[]): { refs: PartRef[]; parts: Part[] } {
  const names = new Set(others.map(({ name }) => name));
  const parts = [...cut(settings).parts.filter(({ name }) => !names.has(name)), ...others];
  return { parts, refs: parts.map(({ name, hash }) => ({ name, hash })) };
}

test('what was cut into parts comes together again, in the order of the connections', () => {
  const settings = someSettings({ connections: [aConnection({ id: 'zeta' }), aConnection({ id: 'alpha' })], jira });
  const { refs, parts } = cut(settings);
  const assembled = assemble(refs, parts);
  expect(assembled).toMatchObject({ ok: true, settings });
  expect(assembled.ok && assembled.secrets.get(secretId('zeta'))?.reveal()).toBe(`value of ${secretId('zeta')}`);
  expect(assembled.ok && assembled.secrets.size).toBe(3);
});

test('the same settings give the same bytes however their members are ordered', () => {
  const settings = someSettings();
  const turned = JSON.parse(canonicalJson(settings)) as Settings;
  expect(cut(turned)).toEqual(cut(settings));
  expect(canonicalJson({ b: 1, a: [{ d: null, c: 'ä' }] })).toBe('{"a":[{"c":"ä","d":null}],"b":1}');
});

test('the order of the parts tells two manifests apart, as it is the order people see', () => {
  const { refs } = cut(someSettings());
  const turned = [...refs].reverse();
  expect(manifestHash(1, { revision: 1, parts: [...refs] })).not.toBe(manifestHash(1, { revision: 1, parts: turned }));
  expect(manifestHash(1, { revision: 1, parts: [...refs] })).not.toBe(manifestHash(2, { revision: 1, parts: [...refs] }));
});

describe('refuses', () => {
  const whole = someSettings();

  test('a revision of which a part has not arrived', () => {
    const { refs, parts } = cut(whole);
    expect(assemble(refs, parts.slice(1))).toMatchObject({ ok: false, code: 'settings_part_missing', problems: [{ path: '/parts/0' }] });
  });

  test('a content that is not what its hash says', () => {
    const { refs, parts } = cut(whole);
    const changed = parts.map((each) => (each.name === 'policy' ? { ...each, content: '{"preset":"nobody"}' } : each));
    expect(assemble(refs, changed)).toMatchObject({ ok: false, code: 'settings_part_hash_wrong' });
  });

  test('a part that is named twice', () => {
    const { refs, parts } = cut(whole);
    expect(assemble([...refs, refs[0] as PartRef], parts)).toMatchObject({ ok: false, code: 'settings_invalid' });
  });

  test('a connection under the name of another', () => {
    const { refs, parts } = withParts(
      { ...whole, connections: [] },
      part('connection:other', aConnection()),
      ...cut(whole).parts.slice(-1),
    );
    expect(assemble(refs, parts)).toMatchObject({
      ok: false,
      code: 'settings_invalid',
      problems: [{ path: expect.stringMatching(/\/id$/) }],
    });
  });

  test('a secret under the name of another', () => {
    const foreign = part(`secret:${secretId('borealis')}`, { id: secretId('foreign'), salt: 'salt-of-twenty-two-chars', value: 'x' });
    const { refs, parts } = withParts(whole, foreign);
    expect(assemble(refs, parts)).toMatchObject({ ok: false, code: 'settings_invalid' });
  });

  test('a secret content behind the name of settings', () => {
    const { refs, parts } = withParts(whole, part('policy', { id: secretId('x'), salt: 'salt-of-twenty-two-chars', value: 'x' }));
    expect(assemble(refs, parts)).toMatchObject({ ok: false, code: 'settings_invalid' });
  });

  test('a reference to a secret that is not there', () => {
    const { refs, parts } = cut(whole);
    const open = refs.filter(({ name }) => !name.startsWith('secret:'));
    expect(assemble(open, parts)).toEqual({
      ok: false,
      code: 'settings_secret_missing',
      problems: [{ path: '/connections/0/clientSecret', message: 'the secret is not there' }],
    });
  });

  test('a secret that nothing refers to', () => {
    const spare = part(`secret:${secretId('spare')}`, { id: secretId('spare'), salt: 'salt-of-twenty-two-chars', value: 'x' });
    const { refs, parts } = withParts(whole, spare);
    expect(assemble(refs, parts)).toMatchObject({ ok: false, code: 'settings_invalid' });
  });

  test('a revision without a policy', () => {
    const { refs, parts } = cut(whole);
    expect(
      assemble(
        refs.filter(({ name }) => name !== 'policy'),
        parts,
      ),
    ).toMatchObject({ ok: false, code: 'settings_invalid' });
  });

  test('settings that are wrong as a whole, though each part is right', () => {
    const twice = someSettings({
      connections: [aConnection(), aConnection({ id: 'corvus', domains: { mode: 'list', list: ['borealis.example'] } })],
    });
    const { refs, parts } = cut(twice);
    expect(assemble(refs, parts)).toMatchObject({
      ok: false,
      code: 'settings_invalid',
      problems: [{ path: '/connections/1/domains/list/0' }],
    });
  });

  test.each(['', 'null', '[]', '{', '{"preset":"nobody","more":1}', '{"preset":"nobody","__proto__":{}}'])('the policy %s', (content) => {
    const { refs, parts } = withParts(whole, part('policy', content));
    expect(assemble(refs, parts)).toMatchObject({ ok: false, code: 'settings_invalid' });
  });
});

test('no problem repeats the value of a secret', () => {
  const settings = someSettings();
  const value = 'hunter2-hunter2';
  const { refs, parts } = withParts(settings, part(`secret:${secretId('borealis')}`, { id: secretId('borealis'), salt: 'short', value }));
  const assembled = assemble(refs, parts);
  expect(assembled.ok).toBe(false);
  expect(JSON.stringify(assembled)).not.toContain(value);
});
