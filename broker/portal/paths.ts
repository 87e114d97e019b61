/** Addresses of the native portal: a native link works here after its host was changed. */
export const paths = {
  home: '/servicedesk/customer/portals',
  requests: '/servicedesk/customer/user/requests',
  login: '/servicedesk/customer/user/login',
  logout: '/servicedesk/customer/user/logout',
  acs: '/saml/acs',
  slo: '/saml/slo',
  desk: (deskId: string) => `/servicedesk/customer/portal/${deskId}`,
  group: (deskId: string, groupId: string) => `/servicedesk/customer/portal/${deskId}/group/${groupId}`,
  create: (deskId: string, typeId: string) => `/servicedesk/customer/portal/${deskId}/create/${typeId}`,
  request: (deskId: string, key: string) => `/servicedesk/customer/portal/${deskId}/${key}`,
} as const;

/** The cookie of the portal session and the prefix of those of sign-ins under way (DESIGN section 4). */
export const sessionCookie = '__Host-session';
export const signInCookiePrefix = '__Host-sp-';

/** Every route of the portal is for the portal face of a tenant only. */
export const portalFace = { face: 'portal' } as const;
