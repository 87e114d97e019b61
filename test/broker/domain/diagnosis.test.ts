import { describe, expect, test } from '@jest/globals';
import { errors } from '#contract/errors';
import { diagnoses } from '#contract/messages/en/diagnoses';
import { presets } from '#contract/presets/all';
import { connectionAddresses } from '#contract/settings/addresses';
import { diagnose } from '../../../broker/domain/diagnosis.ts';
import { diagnosedCodes, findDiagnosis } from '../../../broker/domain/diagnosis-table.ts';
import { findGuideStep } from '../../../broker/domain/guide-step.ts';

const addresses = connectionAddresses('https://acme-login.example', 'okta');
const variants = presets.flatMap(({ id, variants: all }) => all.map((variant) => ({ name: `${id} ${variant.protocol}`, variant })));

test('every code of a connection has a diagnosis, in whole sentences', () => {
  const ofConnections = Object.keys(errors).filter((code) => /^(saml|oidc|oauth2|email_code|customer)_/.test(code));
  // Codes of the SAML group that are told to applications.
  const others = ofConnections.filter((code) => !(diagnosedCodes as readonly string[]).includes(code));
  expect(others.filter((code) => !/^saml_(party|acs)_/.test(code))).toEqual([]);
  for (const code of diagnosedCodes) {
    const mend = diagnose(code, null, {}, addresses);
    expect(mend?.setting).not.toBe('');
    expect(mend?.text).toMatch(/^[A-Z].*\.$/);
    expect(mend?.text).not.toContain('{');
  }
});

test('every diagnosis is one of some code', () => {
  expect(new Set(diagnosedCodes.map(findDiagnosis))).toEqual(new Set(Object.keys(diagnoses)));
});

test('codes that say nothing about a connection have none', () => {
  for (const code of ['login_expired', 'policy_denied', 'internal', 'toString', '']) expect(diagnose(code, null, {}, addresses)).toBeNull();
});

describe('what was found stands in the words', () => {
  const textOf = (code: string, facts: Parameters<typeof diagnose>[2]) => diagnose(code, null, facts, addresses)?.text;

  test('in quotation marks', () => {
    expect(textOf('saml_audience_mismatch', { 'audience-found': 'https://other.example' })).toContain(
      'It was made for "https://other.example".',
    );
    expect(textOf('saml_audience_mismatch', {})).not.toContain('It was made for');
    expect(textOf('oidc_issuer_mismatch', { 'issuer-found': '{audience-found} $& $1' })).toContain('"{audience-found} $& $1"');
  });

  test.each([
    ['600', "The clocks differ by 600 seconds (the provider's is ahead)."],
    ['-75', "The clocks differ by 75 seconds (the provider's is behind)."],
  ])('and so do %s seconds of difference', (seconds, sentence) => {
    expect(textOf('saml_expired', { 'clock-difference-seconds': seconds })).toContain(sentence);
  });

  test.each(['0', '1', 'soon', ''])('but no difference that is none: %p', (seconds) => {
    expect(textOf('saml_expired', { 'clock-difference-seconds': seconds })).not.toContain('differ by');
  });
});

describe('the step of the guide', () => {
  test.each(variants.filter(({ variant }) => variant.protocol !== 'email-code'))('for our addresses is there at $name', ({ variant }) => {
    const step = findGuideStep(variant, 'our-addresses');
    expect(step?.paste?.map(({ value }) => value).join(' ')).toMatch(/\{(acsUrl|redirectUri|metadataUrl)\}/);
  });

  test.each(variants.filter(({ variant }) => variant.protocol === 'saml'))('for certificates is there at $name', ({ variant }) => {
    expect(findGuideStep(variant, 'keys')).not.toBeNull();
  });

  test('has our own values filled in', () => {
    const okta = variants.find(({ name }) => name === 'okta saml')?.variant ?? null;
    const step = diagnose('saml_recipient_mismatch', okta, {}, addresses)?.step;
    expect(step?.paste).toContainEqual({ field: 'Single sign-on URL', value: addresses.acsUrl });
  });

  test('is none where the guide says nothing of it', () => {
    const code = variants.find(({ name }) => name === 'email-code email-code')?.variant ?? null;
    expect(diagnose('oidc_client_rejected', code, {}, addresses)?.step).toBeNull();
  });
});
