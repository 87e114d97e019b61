import type { OidcConnection } from '#contract/settings/connection';

/** The claims of OpenID Connect Core 1.0, section 5.1, by their standard names. */
export const standardClaims: OidcConnection['claims'] = {
  email: 'email',
  firstName: 'given_name',
  lastName: 'family_name',
  displayName: 'name',
  groups: null,
};
