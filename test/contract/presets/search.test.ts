import { expect, test } from '@jest/globals';
import { presets } from '#contract/presets/all';
import { fitsSearch } from '#contract/presets/search';

const found = (text: string) =>
  presets.filter((preset) => fitsSearch(preset, text) && !preset.id.startsWith('generic-')).map(({ id }) => id);

test.each([
  ['ADFS', ['ad-fs']],
  ['ad fs', ['ad-fs']],
  ['Azure AD', ['entra-id']],
  ['g suite', ['google']],
  ['aws sso', ['aws-iam-identity-center']],
  ['Ping', ['pingone', 'pingfederate']],
  ['Cisco', ['duo', 'cisco']],
  ['no such thing', []],
])('"%s" finds %j', (text, ids) => {
  expect(found(text)).toEqual(ids);
});

test('nothing typed finds all, and the open ones fit whatever is typed', () => {
  expect(presets.filter((preset) => fitsSearch(preset, ''))).toEqual(presets);
  expect(presets.filter((preset) => fitsSearch(preset, 'no such thing')).map(({ id }) => id)).toEqual([
    'generic-saml',
    'generic-oidc',
    'generic-oauth2',
  ]);
});
