import { describe, expect, test } from '@jest/globals';
import { getPreset, presets } from '#contract/presets/all';
import { fillIn, issuerFrom, wrongAnswers } from '#contract/presets/issuer';
import { PresetId } from '#contract/settings/connection';
import { emptySettings } from '#contract/settings/snapshot';
import { settingsProblems } from '#contract/settings/validate';

const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  okta: { domain: 'borealis.okta.com' },
  'entra-id': { tenantId: '8f9c2d3e-1111-4222-8333-444455556666' },
  google: {},
  keycloak: { server: 'https://sso.borealis.example/auth', realm: 'customers' },
  'generic-oidc': { issuer: 'https://id.borealis.example/tenant/' },
};
const issuers = {
  okta: 'https://borealis.okta.com',
  'entra-id': 'https://login.microsoftonline.com/8f9c2d3e-1111-4222-8333-444455556666/v2.0',
  google: 'https://accounts.google.com',
  keycloak: 'https://sso.borealis.example/auth/realms/customers',
  'generic-oidc': 'https://id.borealis.example/tenant/',
};

test('there is one preset for each id of the contract', () => {
  expect(presets.map(({ id }) => id).sort()).toEqual(PresetId.anyOf.map((literal) => literal.const).sort());
});

describe.each(presets.map((preset) => [preset.id, preset] as const))('%s', (id, preset) => {
  test('gives a valid connection when its questions are answered', () => {
    const given = answers[id] ?? {};
    expect(wrongAnswers(preset, given)).toEqual([]);
    const issuer = issuerFrom(preset, given);
    expect(issuer).toBe(issuers[id]);
    const connection = {
      id: 'borealis',
      protocol: 'oidc',
      preset: id,
      name: 'Borealis',
      enabled: true,
      issuer,
      clientId: 'client',
      clientSecret: { secret: `sec_${'a'.repeat(22)}`, setAt: 0 },
      ...preset.defaults,
      domains: { mode: 'list', list: ['borealis.example'] },
    };
    expect(settingsProblems({ ...emptySettings, connections: [connection] })).toEqual([]);
  });

  test('asks for everything that its issuer needs, and for nothing else', () => {
    const marks = [...preset.issuer.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(preset.questions.map(({ name }) => name)).toEqual(marks);
  });

  test('has anchored patterns that refuse an empty answer and a second line', () => {
    for (const { name, pattern } of preset.questions) {
      expect(pattern).toMatch(/^\^.*\$$/);
      expect(wrongAnswers(preset, { ...answers[id], [name]: '' })).toEqual([name]);
      expect(wrongAnswers(preset, { ...answers[id], [name]: `${answers[id]?.[name]}\nx` })).toEqual([name]);
      expect(wrongAnswers(preset, { ...answers[id], [name]: `${answers[id]?.[name]}?x=1` })).toEqual([name]);
    }
  });

  test('guides to the redirect address in plain text with known marks only', () => {
    expect(preset.guide.length).toBeGreaterThan(2);
    const texts = preset.guide.map(({ text }) => text).join('\n');
    expect(texts).toContain('{redirectUri}');
    expect(fillIn(texts, { redirectUri: 'R', issuer: 'I' })).not.toMatch(/[{}<]/);
  });

  test('is found by its id', () => {
    expect(getPreset(id)).toBe(preset);
  });
});

test('an Okta admin address is not taken for the sign-in address', () => {
  expect(wrongAnswers(getPreset('okta'), { domain: 'borealis-admin.okta.com' })).toEqual(['domain']);
});
