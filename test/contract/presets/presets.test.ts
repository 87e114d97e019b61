import { describe, expect, test } from '@jest/globals';
import { findPreset, findVariant, presets } from '#contract/presets/all';
import { type Answers, fillIn, wrongAnswers } from '#contract/presets/answers';
import type { Preset, PresetVariant } from '#contract/presets/preset';
import { connectionAddresses } from '#contract/settings/addresses';
import { PresetId } from '#contract/settings/connections/preset-id';
import { emptySettings } from '#contract/settings/snapshot';
import { settingsProblems } from '#contract/settings/validate';
import { aCertificate } from '../../support/certificate.ts';

import { examples } from '../../support/preset-examples.ts';

const rows = presets.flatMap((preset) => preset.variants.map((variant) => [`${preset.id} ${variant.protocol}`, preset, variant] as const));

test('each preset stands in the list once, with one variant for each protocol', () => {
  expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  expect(new Set(rows.map(([name]) => name)).size).toBe(rows.length);
});

test('every vendor that a connection may name has a preset', () => {
  expect(presets.map(({ id }) => id).sort()).toEqual([...PresetId.enum].sort());
});

test('every variant has an example here', () => {
  expect(Object.keys(examples).sort()).toEqual(rows.map(([name]) => name).sort());
});

describe.each(rows)('%s', (name, preset, variant) => {
  const { answers, addresses } = examples[name] ?? { answers: {}, addresses: [] };

  test('gives a valid connection when its questions are answered', () => {
    expect(wrongAnswers(variant, answers)).toEqual([]);
    expect(addressesOf(variant).map((address) => address && fillIn(address, answers))).toEqual(addresses);
    expect(settingsProblems({ ...emptySettings, connections: [connectionOf(preset, variant, answers)] })).toEqual([]);
  });

  test('asks for everything that its addresses need, and for nothing else', () => {
    const marks = addressesOf(variant).flatMap((address) => [...(address ?? '').matchAll(/\{(\w+)\}/g)].map(([, mark]) => mark));
    expect(variant.questions.map((question) => question.name)).toEqual([...new Set(marks)]);
  });

  test('has anchored patterns that refuse an empty answer and a second line', () => {
    for (const question of variant.questions) {
      const answer = answers[question.name];
      expect(question.pattern).toMatch(/^\^.*\$$/);
      expect(wrongAnswers(variant, { ...answers, [question.name]: '' })).toEqual([question.name]);
      expect(wrongAnswers(variant, { ...answers, [question.name]: `${answer}\nx` })).toEqual([question.name]);
      expect(wrongAnswers(variant, { ...answers, [question.name]: `${answer}?x=1` })).toEqual([question.name]);
    }
  });

  test('guides in plain text with known marks only, to what the provider has to know', () => {
    const texts = textsOf(variant).join('\n');
    const known = { ...connectionAddresses('https://acme-login.example', 'borealis'), issuer: 'I', providerMetadataUrl: 'M' };
    // What is left of braces is what vendors write themselves: ${user:email}.
    expect(fillIn(texts, known).replaceAll(/\$\{\w+:\w+\}/g, '')).not.toMatch(/[{}<]/);
    if (variant.protocol === 'email-code') return;
    expect(variant.guide.length).toBeGreaterThan(2);
    const pasted = variant.guide.flatMap(({ paste = [] }) => paste.map(({ value }) => value));
    const needed = variant.protocol === 'saml' ? ['{acsUrl}', '{metadataUrl}'] : ['{redirectUri}'];
    expect(pasted.some((value) => needed.includes(value))).toBe(true);
  });

  test('ends with who may sign in, and says what usually goes wrong', () => {
    if (variant.protocol !== 'email-code') expect(variant.guide.at(-1)?.title).toBe('Assign people');
    expect(variant.pitfalls.length).toBeGreaterThan(0);
  });

  test('is written in plain sentences', () => {
    const labels = variant.questions.flatMap(({ label, hint }) => [label, hint]);
    const pasted = variant.guide.flatMap(({ paste = [] }) => paste.flatMap(({ field, value }) => [field, value]));
    const names = variant.protocol === 'email-code' ? [] : Object.values(variant.fieldNames).filter((name) => name !== null);
    for (const text of [...textsOf(variant), ...labels, ...pasted, ...names]) {
      expect(text).toBe(text.trim());
      expect(text).not.toMatch(/\s\s|[\r\n\u2014]/);
      expect(text).not.toMatch(/\b(simply|easily|seamless|powerful|just|please|leverage|robust|effortless)/i);
    }
    for (const { text } of variant.guide) expect(text).toMatch(/^[A-Z].*[.)}]$/);
    for (const pitfall of variant.pitfalls) expect(pitfall).toMatch(/^[A-Za-z_].*[.]$/);
    expect(new Set(variant.guide.map(({ title }) => title)).size).toBe(variant.guide.length);
  });

  test('is found by its id and protocol', () => {
    expect(findPreset(preset.id)).toBe(preset);
    expect(findVariant(preset.id, variant.protocol)).toBe(variant);
  });
});

test('an Okta admin address is not taken for the sign-in address', () => {
  const okta = findVariant('okta', 'oidc');
  expect(okta && wrongAnswers(okta, { domain: 'borealis-admin.okta.com' })).toEqual(['domain']);
});

/** What people read in the guide. */
function textsOf({ guide, pitfalls }: PresetVariant): string[] {
  return [...guide.flatMap(({ title, text, paste = [] }) => [title, text, ...paste.map(({ value }) => value)]), ...pitfalls];
}

/** Every address of a variant that may have marks. */
function addressesOf(variant: PresetVariant): readonly (string | null)[] {
  switch (variant.protocol) {
    case 'oidc':
      return [variant.issuer];
    case 'saml':
      return [variant.providerMetadataUrl];
    case 'oauth2':
      return [variant.authorizationUrl, variant.tokenUrl, variant.userInfoUrl, variant.emailsUrl];
    case 'email-code':
      return [];
  }
}

/** The connection that somebody gets who answers the questions and copies what the provider says. */
function connectionOf({ id: preset }: Preset, variant: PresetVariant, answers: Answers): unknown {
  const { protocol } = variant;
  const own = { id: 'borealis', name: 'Borealis', enabled: true, preset, domains: { mode: 'list', list: ['borealis.example'] } };
  const client = { clientId: 'client', clientSecret: { secret: `sec_${'a'.repeat(22)}`, setAt: 0 } };
  switch (variant.protocol) {
    case 'oidc':
      return { ...own, protocol, ...client, ...variant.defaults, issuer: fillIn(variant.issuer, answers) };
    case 'saml':
      return {
        ...own,
        protocol,
        ...variant.defaults,
        entityId: 'https://id.borealis.example/saml',
        signOn: { url: 'https://id.borealis.example/saml/sso', binding: 'redirect' },
        logout: null,
        certificates: [aCertificate],
        metadata: null,
      };
    case 'oauth2': {
      const { authorizationUrl, tokenUrl, userInfoUrl, emailsUrl, defaults } = variant;
      return {
        ...own,
        protocol,
        ...client,
        ...defaults,
        authorizationUrl: fillIn(authorizationUrl, answers),
        tokenUrl: fillIn(tokenUrl, answers),
        userInfoUrl: fillIn(userInfoUrl, answers),
        emailsUrl: emailsUrl && fillIn(emailsUrl, answers),
      };
    }
    case 'email-code':
      return { ...own, protocol };
  }
}
