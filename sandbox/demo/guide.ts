import type { DemoAddresses } from './world.ts';
import { demo } from './world.ts';

/** What to open and whom to sign in as, for the terminal. */
export function guide(at: DemoAddresses, blank: boolean): string {
  const acme = blank
    ? `
  Acme is empty: set it up yourself on the admin page.
    Jira connection      ${at.acmeJira}, admin@acme.example, token acme-admin-api-token
    SAML provider        metadata ${at.aurora}/metadata, short name aurora, domain aurora.example
    Application          metadata ${at.wiki}/metadata, short name wiki
    OpenID provider      any OpenID Connect provider; issuer ${at.borealis} or ${at.kestrel},
                         short name borealis or kestrel, domain borealis.example or kestrel.example,
                         client ${demo.clients.acme.clientId}, secret ${demo.clients.acme.clientSecret}`
    : '';
  return `
Gatehouse is running. Open in Chromium or a browser built on it (Chrome, Edge):

  1  Admin page in Jira    ${at.admin}
  2  Substitute link       ${at.acmePortal}/servicedesk/customer/portals
     sign in as            Borealis Shipping: Ada, Bo or Cleo      Kestrel Robotics: Dev, Eli or Faye
                           Aurora Lines (SAML): Greta, Hugo or Inés
                           (another person: use a private window)
  3  Authenticator         ${at.authenticator}   paste the key that the set-up page shows under "Cannot scan?"
  4  Jira, for agents      ${at.acmeJira}
  5  Another application   ${at.wiki}   a wiki that trusts the same sign-in (SAML)
  6  Aurora's own page     ${at.aurora}   begins a sign-in, exchanges its certificate, moves its address
  7  Messages              ${at.messages}   codes by SMS and e-mail, wake-ups by push, and a YubiKey
  8  A hardware token      number ${demo.token.serial}; the authenticator shows its codes for the key ${demo.token.key}
  9  A phone               ${at.acmeLogin}/phone/   in a private window: it asks by itself
${acme}
  A second tenant, set up from a file and without a second factor:
     ${at.umbraPortal}/servicedesk/customer/portals    sign in as Ada

Ctrl-C ends everything; nothing is kept.
`;
}
