/**
 * What the test of an OpenID Connect connection tells an admin, step by step. Values in braces are filled in from what the
 * provider published; the page shows them as text.
 */
export const oidcCheckWords = {
  reachable: {
    ok: 'The provider publishes its configuration at {url}.',
    unreachable: 'Nothing usable answers at {url}. Check the issuer, and that the provider can be reached from the internet.',
    refused: 'This service may not connect to {url}: only public https addresses are allowed.',
    notFound: 'The provider answers at {url}, but not with a configuration (status {status}). Check the issuer, including its path.',
    unreadable: 'What the provider answers at {url} is not an OpenID configuration.',
  },
  byHand: {
    ok: 'The addresses are entered by hand; the provider is not asked for them.',
  },
  issuer: {
    ok: 'The provider names itself exactly as you entered it.',
    other: 'The provider calls itself "{found}". Enter that as the issuer, if it is the provider you mean.',
    template:
      'The provider calls itself "{found}", which stands for many organizations at once. Enter the issuer of the one organization that may sign in here.',
  },
  endpoints: {
    ok: 'All addresses of the provider can be used.',
    bad: 'The provider names an address that cannot be used: {field}.',
  },
  keys: {
    ok: 'The provider publishes {count} signing keys that can be used.',
    one: 'The provider publishes one signing key that can be used.',
    none: 'The provider publishes no signing key that can be used (RSA of at least 2048 bits, elliptic curve or Ed25519).',
    unreadable: 'The signing keys of the provider could not be read at {url}.',
  },
  algorithms: {
    ok: 'ID tokens are signed with: {list}.',
    none: 'The provider signs ID tokens only with algorithms that are not accepted here: {list}.',
    unsaid: 'The provider does not say how it signs ID tokens; RS256 is usual.',
  },
  pkce: {
    ok: 'The provider protects codes with PKCE (S256).',
    unsaid: 'The provider does not say that it supports PKCE. It is sent all the same; most providers that keep silent honour it.',
    missing: 'The provider supports PKCE, but not S256, which is required here.',
  },
  clientAuth: {
    ok: 'The broker can prove itself to the provider by {method}.',
    untried: 'The provider takes {method}. The client secret was not tried: only a sign-in shows whether it is right.',
    unsaid: 'The provider does not say how clients prove themselves to it.',
    missing: 'The provider does not offer the way that the broker proves itself to it ({method}); it offers: {list}.',
  },
  scopes: {
    ok: 'The scopes openid, email and profile are offered.',
    unsaid: 'The provider does not list its scopes.',
    missing: 'The provider does not list these scopes: {list}. Names or the e-mail address may be missing.',
    noOpenid: 'The provider does not offer the scope openid, so it cannot sign anybody in here.',
  },
  signOut: {
    ok: 'Signing out here also signs people out at the provider.',
    missing: 'The provider has no sign-out address: people who sign out here stay signed in at their company.',
  },
} as const;
