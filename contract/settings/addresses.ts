/**
 * The addresses of one connection at the tenant's login host: what administrators enter at the provider. They are
 * registered there, so they never change. `loginOrigin` has no slash at the end.
 */
export function connectionAddresses(loginOrigin: string, connection: string) {
  const callback = `${loginOrigin}/callback/${connection}`;
  const provider = `${loginOrigin}/saml/connections/${connection}`;
  return {
    /** OpenID Connect and OAuth 2.0: where the provider sends people back to. */
    redirectUri: callback,
    /** SAML: where the provider posts its answers to (assertion consumer service, HTTP-POST). */
    acsUrl: callback,
    /** SAML: our name at the provider, and the address of our metadata for it. */
    entityId: provider,
    metadataUrl: provider,
    /** SAML: single logout, by redirect and by POST. */
    logoutUrl: `${provider}/logout`,
    /** OpenID Connect: where a provider's own list of applications leads to (initiate_login_uri). */
    initiateLoginUri: `${loginOrigin}/initiate/${connection}`,
    /** OpenID Connect: where the provider ends sessions by a call of its own (Back-Channel Logout 1.0). */
    backChannelLogoutUri: `${loginOrigin}/backchannel/${connection}`,
    /** OpenID Connect: our keys, for providers that the broker proves itself to by signature (jwks_uri, private_key_jwt). */
    jwksUri: `${loginOrigin}/oidc/jwks`,
    /** OpenID Connect: where the provider sends people back to after its own sign-out (post_logout_redirect_uri). */
    postLogoutUri: `${loginOrigin}/logout/return`,
  } as const;
}
export type ConnectionAddresses = ReturnType<typeof connectionAddresses>;

/**
 * The login host as a SAML identity provider: what administrators enter at an application, the same for each but for the
 * metadata. Fixed at creation, like the host. `loginOrigin` has no slash at the end.
 */
export function identityProviderAddresses(loginOrigin: string) {
  return {
    /** Our name at the application, and the address of our metadata for the portal. */
    entityId: `${loginOrigin}/saml/metadata`,
    /** Single sign-on, by redirect and by POST. */
    ssoUrl: `${loginOrigin}/saml/sso`,
    /** Single logout, by redirect and by POST. */
    sloUrl: `${loginOrigin}/saml/slo`,
  } as const;
}

/** Our metadata for one application: the keys and forms of name that are meant for it. It is there once the application is live. */
export function applicationMetadataUrl(loginOrigin: string, application: string): string {
  return `${loginOrigin}/saml/applications/${application}`;
}
