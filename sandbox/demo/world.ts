import type { DemoPorts } from './ports.ts';

/** Names of the made-up world, in one place. Nothing here opens anything but this demo. */
export const demo = {
  appAri: 'ari:cloud:ecosystem::app/6f1f3bb8-2d1c-4d1e-9a46-0c8f6b2a7e51',
  /** Clients at the companies' providers: what an admin types in. */
  clients: {
    acme: { clientId: 'acme-help-center', clientSecret: 'demo-secret-of-the-acme-help-center' },
    umbra: { clientId: 'umbra-help-center', clientSecret: 'demo-secret-of-the-umbra-help-center' },
  },
  /** A hardware token: the number on its back, and its key for the authenticator, which shows what it would. */
  token: { serial: '4711-0815', key: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' },
} as const;

/** Addresses by the ports in use. */
export function demoAddresses(ports: DemoPorts) {
  return {
    broker: `http://localhost:${ports.broker}`,
    acmePortal: `http://acme.localhost:${ports.broker}`,
    acmeLogin: `http://acme-login.localhost:${ports.broker}`,
    umbraPortal: `http://umbra.localhost:${ports.broker}`,
    umbraLogin: `http://umbra-login.localhost:${ports.broker}`,
    acmeJira: `http://acme.atlassian.localhost:${ports.jira}`,
    umbraJira: `http://umbra.atlassian.localhost:${ports.jira}`,
    jiraGateway: `http://localhost:${ports.jira}`,
    borealis: `http://borealis.localhost:${ports.providers}`,
    kestrel: `http://kestrel.localhost:${ports.providers}`,
    aurora: `http://aurora.localhost:${ports.saml}`,
    wiki: `http://wiki.localhost:${ports.saml}`,
    authenticator: `http://localhost:${ports.authenticator}`,
    admin: `http://localhost:${ports.admin}`,
    messages: `http://localhost:${ports.messages}`,
  } as const;
}

export type DemoAddresses = ReturnType<typeof demoAddresses>;
