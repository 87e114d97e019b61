import { expect, test } from '@jest/globals';
import { slugCandidates, slugOfSite, slugProblem } from '../../../broker/settings/slug.ts';

test.each([
  ['https://acme.atlassian.net', 'acme'],
  ['https://acme.evil.example', 'acme-evil-example'],
  ['https://Acme-Support.atlassian.net/', 'acme-support'],
  ['https://acme--support.atlassian.net', 'acme-support'],
  ['https://xn--bcher-kva.atlassian.net', 'xn-bcher-kva'],
  ['https://acme-login.atlassian.net', 'acme-login-site'],
  ['https://admin.atlassian.net', 'admin-site'],
  ['https://www.atlassian.net', 'www-site'],
  ['not an address', 'site'],
  [null, 'site'],
])('the site %s gives the name %s', (site, slug) => {
  expect(slugOfSite(site)).toBe(slug);
});

test('every name made from a site can be used, numbered or not, as can its login host', () => {
  for (const site of [
    'https://a.example',
    `https://${'x'.repeat(63)}.example`,
    'https://login.example',
    `https://${'a-'.repeat(30)}a.example`,
  ]) {
    for (const slug of slugCandidates(slugOfSite(site), 99)) {
      expect([slug, slugProblem(slug)]).toEqual([slug, null]);
      expect(`${slug}-login`.length).toBeLessThanOrEqual(63);
    }
  }
});

test('numbers are added from 2 on', () => {
  expect([...slugCandidates('acme', 3)]).toEqual(['acme', 'acme-2', 'acme-3']);
});

test.each(['', 'A', 'a_b', '-a', 'a-', 'a--b', 'xn--abc', 'a.b', 'acme-login', 'admin', 'x'.repeat(49), 'ä', 'a b'])(
  'refuses the name "%s"',
  (slug) => {
    expect(slugProblem(slug)).not.toBeNull();
  },
);
