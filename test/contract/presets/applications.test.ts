import { describe, expect, test } from '@jest/globals';
import { fillIn } from '#contract/presets/answers';
import { applicationPreset, applicationPresets, isGuard } from '#contract/presets/applications';
import { applicationMetadataUrl, identityProviderAddresses } from '#contract/settings/addresses';
import { mayLeadTo, Party } from '#contract/settings/party';
import { problemsOf } from '#contract/settings/shape';
import { settingsProblems } from '#contract/settings/validate';
import { aConnection, someSettings } from '../../support/settings.ts';

const login = 'https://acme-login.example';
const values = { ...identityProviderAddresses(login), metadataUrl: applicationMetadataUrl(login, 'x') };
const own = {
  id: 'x',
  name: 'X',
  enabled: true,
  entityId: 'https://x.example',
  acs: ['https://x.example/acs'],
  connections: null,
  primaryConnection: null,
};

test('every kind of application has a preset, and each its own name', () => {
  const kinds = Party.properties.preset.anyOf.map((kind) => kind.const);
  expect(applicationPresets.map(({ id }) => id).toSorted()).toEqual(kinds.toSorted());
  expect(new Set(applicationPresets.map(({ name }) => name)).size).toBe(kinds.length);
});

describe.each(applicationPresets)('$name', (preset) => {
  const party: Party = { ...own, preset: preset.id, ...preset.defaults };

  test('fills in what the settings take', () => {
    expect(problemsOf(Party, party)).toEqual([]);
    expect(settingsProblems(someSettings({ parties: [party] }))).toEqual([]);
    expect(applicationPreset(preset.id)).toBe(preset);
  });

  test('leaves no mark open in its steps', () => {
    for (const { text, paste = [] } of preset.guide)
      for (const written of [text, ...paste.map(({ value }) => value)]) expect(fillIn(written, values)).not.toMatch(/[{}]/);
    expect(preset.pitfalls.length).toBeGreaterThan(1);
  });

  test('names people by nothing that two providers could mix up', () => {
    expect(['subject', 'email']).toContain(party.nameId.value);
  });
});

describe('Atlassian Guard', () => {
  const guard = (preset: Party['preset']): Party => ({ ...own, preset, ...applicationPreset(preset).defaults });
  const anybody = aConnection({ id: 'social', domains: { mode: 'any-unclaimed' } });

  test.each(['guard-customers', 'guard-users'] as const)('%s takes people by their checked address only', (preset) => {
    expect(isGuard(preset)).toBe(true);
    for (const nameId of [
      { format: 'persistent', value: 'subject' },
      { format: 'email', value: 'subject' },
      { format: 'unspecified', value: 'email' },
      { format: 'transient', value: 'email' },
    ] as const)
      expect(settingsProblems(someSettings({ parties: [{ ...guard(preset), nameId }] }))).toEqual([
        { path: '/parties/0/nameId', message: expect.stringContaining('by their e-mail address') },
      ]);
  });

  test.each(['guard-customers', 'guard-users'] as const)('%s is led to by connections with a list of domains only', (preset) => {
    expect(mayLeadTo({ preset }, anybody)).toBe(false);
    const connections = [aConnection(), anybody];
    const named = { ...guard(preset), connections: ['social'] };
    expect(settingsProblems(someSettings({ connections, parties: [named] })).map(({ path }) => path)).toEqual(['/parties/0/connections/0']);
    expect(settingsProblems(someSettings({ connections, parties: [guard(preset)] }))).toEqual([]);
  });
});

describe('a name that two providers could mix up', () => {
  const connections = [aConnection(), aConnection({ id: 'kestrel' })];
  const custom = { ...own, preset: 'custom-saml' as const, ...applicationPreset('custom-saml').defaults };
  const pathsOf = (wish: Partial<Party>) =>
    settingsProblems(someSettings({ connections, parties: [{ ...custom, ...wish }] })).map(({ path }) => path);

  test.each(['display-name', 'first-name', 'last-name', 'groups', 'connection'])('is refused where several lead in: %s', (value) => {
    for (const format of ['persistent', 'unspecified'] as const)
      expect(pathsOf({ nameId: { format, value } })).toEqual(['/parties/0/nameId/value']);
    expect(pathsOf({ nameId: { format: 'unspecified', value }, connections: ['kestrel'] })).toEqual([]);
    expect(pathsOf({ nameId: { format: 'transient', value } })).toEqual([]);
  });

  test('is never in the form of an address without being the one that was checked', () => {
    for (const value of ['subject', 'display-name', 'account-id'])
      expect(pathsOf({ nameId: { format: 'email', value }, connections: ['kestrel'] })).toEqual(['/parties/0/nameId/value']);
    for (const value of ['subject', 'email', 'account-id']) expect(pathsOf({ nameId: { format: 'unspecified', value } })).toEqual([]);
  });
});
