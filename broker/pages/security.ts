/**
 * Where the forms of a page may go: this origin, nowhere, or exactly these absolute addresses. `leaving`: to this address of
 * somebody else's, and on from there wherever that leads: browsers hold `form-action` against every redirect that follows a
 * form (CSP 3, 6.4.1), and many sites take an answer at one host and show their pages at another.
 */
export type FormActions = 'self' | 'none' | readonly string[] | { readonly leaving: string };

/**
 * Headers of every page: no third party, no inline code or style, no frame around it, nothing kept (OWASP ASVS 5.0, 3.4).
 * `connects`: the script of the page asks this origin.
 * `same-origin` rather than `no-referrer`: the latter makes browsers send `Origin: null` with our own forms.
 */
export function securityHeaders(formActions: FormActions, connects = false): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self' data:",
      "script-src 'self'",
      ...(connects ? ["connect-src 'self'"] : []),
      `form-action ${formSources(formActions)}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

function formSources(actions: FormActions): string {
  if (actions === 'self' || actions === 'none') return `'${actions}'`;
  if ('leaving' in actions) return `${sourceOf(actions.leaving)} ${httpUrl(actions.leaving).protocol}`;
  return actions.map(sourceOf).join(' ');
}

/** An address as a CSP source: without query, and with nothing that could end the source or the directive. */
function sourceOf(address: string): string {
  const url = httpUrl(address);
  return `${url.origin}${url.pathname.replaceAll(';', '%3B').replaceAll(',', '%2C')}`;
}

/** Where a page may send a browser by itself. Throws a TypeError for anything but http, https or a path of this origin. */
export function safeTarget(target: string): string {
  if (/^\/(?![/\\])/.test(target)) {
    const base = 'https://page.invalid';
    const url = new URL(target, base);
    // `/.//other.example` becomes a path that browsers read as another host.
    if (url.origin === base && !url.pathname.startsWith('//')) return `${url.pathname}${url.search}${url.hash}`;
  }
  return httpUrl(target).href;
}

function httpUrl(address: string): URL {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw new TypeError('not an http address');
  return url;
}
