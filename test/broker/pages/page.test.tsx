import { describe, expect, test } from '@jest/globals';
import { assets, findAsset } from '../../../broker/pages/assets.ts';
import { renderPage } from '../../../broker/pages/page.tsx';
import { AutoPostPage } from '../../../broker/pages/views/auto-post.tsx';
import { ContinuePage } from '../../../broker/pages/views/continue.tsx';
import { RefusalPage } from '../../../broker/pages/views/refusal.tsx';

const brand = { name: 'Acme Help', accentColor: '#0c66e4', contact: 'help@acme.example' };
const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

function policyOf(headers: Readonly<Record<string, string>>): Map<string, string> {
  const parts = (headers['content-security-policy'] ?? '').split('; ').map((part) => part.split(/ (.*)/s));
  return new Map(parts.map(([name, value]) => [name ?? '', value ?? '']));
}

describe('a page', () => {
  test('has a doctype, a language, a skip link to its content and one main landmark', () => {
    const { html } = renderPage({ title: 'Requests', brand, layout: 'portal', body: <h1>Requests</h1> });
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    expect(html).toContain('<title>Requests - Acme Help</title>');
    expect(html).toContain('href="#content"');
    expect(html.match(/<main /g)).toHaveLength(1);
  });

  test('escapes text from outside wherever it stands', () => {
    const user = {
      supportCode: hostile,
      displayName: hostile,
      home: '/',
      links: [{ href: '/x', text: hostile, current: false }],
      security: 'https://login.example/security',
      signOut: { action: '/out', token: hostile },
    };
    const { html } = renderPage({
      title: hostile,
      brand: { ...brand, name: hostile, contact: hostile },
      layout: 'portal',
      user,
      body: (
        <RefusalPage
          title={hostile}
          text={hostile}
          action={hostile}
          contact={hostile}
          supportCode={hostile}
          wayOn={{ href: '/', text: hostile }}
        />
      ),
    });
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img');
  });

  test('forbids everything that is not its own', () => {
    const policy = policyOf(renderPage({ title: 'x', brand, layout: 'sign-in', body: null }).headers);
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'script-src': "'self'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
    });
  });

  test('carries no inline style, no inline script and no event attribute', () => {
    const { html } = renderPage({ title: 'x', brand, layout: 'portal', body: <ContinuePage title="t" text="x" href="/" linkText="go" /> });
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
    expect(html.match(/<script[^>]*>/g)).toEqual([expect.stringMatching(/^<script src="\/assets\/page-[\w-]{12}\.js" defer>$/)]);
  });

  test('names exactly the receiver of an auto-posted form, without its query', () => {
    const action = 'https://acme.example/saml/acs?x=1;y';
    const page = renderPage({
      title: 'x',
      brand,
      layout: 'sign-in',
      formActions: [action],
      body: <AutoPostPage title="Signing in" text="One moment" action={action} fields={{ SAMLResponse: hostile }} buttonText="Continue" />,
    });
    expect(policyOf(page.headers).get('form-action')).toBe('https://acme.example/saml/acs');
    expect(page.html).toContain('<button type="submit"');
    expect(page.html).not.toContain('<script>alert');
  });

  test('lets a form that leaves go on from where it was taken, over TLS', () => {
    const policy = (leaving: string) =>
      policyOf(renderPage({ title: 'x', brand, layout: 'sign-in', formActions: { leaving }, body: null }).headers).get('form-action');
    expect(policy('https://app.example/acs?x=1;y')).toBe('https://app.example/acs https:');
    expect(policy('http://app.localhost:1/acs')).toBe('http://app.localhost:1/acs http:');
    expect(() => policy('javascript:x')).toThrow(TypeError);
  });

  test.each([['https://a.example/;script-src *'], ['https://a.example/a,b'], ['https://a.example/a b']])(
    'lets no address widen the policy: %s',
    (address) => {
      const policy = policyOf(renderPage({ title: 'x', brand, layout: 'sign-in', formActions: [address], body: null }).headers);
      expect(policy.get('script-src')).toBe("'self'");
      expect(policy.get('form-action')).toMatch(/^https:\/\/a\.example\/[^\s;,]*$/);
    },
  );

  test.each([
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['//evil.example/x'],
    ['/\\evil.example'],
    ['/.//evil.example'],
    ['/a/..//evil.example'],
    ['x'],
    [''],
  ])('goes on to no other place than a path or a web address: %s', (refreshTo) => {
    expect(() => renderPage({ title: 'x', brand, layout: 'sign-in', refreshTo, body: null })).toThrow(TypeError);
    const body = <ContinuePage title="x" text="x" href={refreshTo} linkText="x" />;
    expect(() => renderPage({ title: 'x', brand, layout: 'sign-in', body })).toThrow(TypeError);
  });

  test('goes on to a path of its own', () => {
    const { html } = renderPage({ title: 'x', brand, layout: 'sign-in', refreshTo: '/servicedesk/customer/portal/6?a=1', body: null });
    expect(html).toContain('<meta http-equiv="refresh" content="0; url=/servicedesk/customer/portal/6?a=1"/>');
  });
});

describe('the assets', () => {
  test('are found under the names that pages use', () => {
    const { html } = renderPage({ title: 'x', brand, layout: 'portal', body: null });
    const paths = [...html.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(paths).toHaveLength(3);
    for (const path of paths) expect(findAsset(path)?.etag).toMatch(/^"[\w-]{12}"$/);
  });

  test('take a colour from the name of a sheet and nothing else', () => {
    const sheet = renderPage({ title: 'x', brand, layout: 'portal', body: null }).html.match(/\/assets\/brand-[^"]+/)?.[0] ?? '';
    expect(findAsset(sheet.replace('0c66e4', 'ff8800'))?.body).toContain('--accent:#ff8800');
    expect(findAsset(sheet.replace('0c66e4', 'ff880'))).toBeNull();
    expect(findAsset(sheet.replace('0c66e4', 'red;};'))).toBeNull();
    expect(findAsset('/assets/../etc/passwd')).toBeNull();
  });

  test('that every page loads are small', () => {
    const ofEveryPage = [...assets].filter(([path]) => path.startsWith('/assets/page-')).map(([, asset]) => asset);
    const bytes = ofEveryPage.reduce((sum, asset) => sum + asset.body.length, 0);
    expect(bytes).toBeLessThan(24_000);
  });
});
