import { createAuthenticatorApp } from '../authenticator/app.ts';
import { createForgeHost, type ForgeHost } from '../forge/host.ts';
import { demoTokens } from '../jira/seed/acme-people.ts';
import { accountOf, demoSites } from '../jira/seed.ts';
import { createJiraSimulator } from '../jira/simulator.ts';
import { createOidcProviders } from '../oidc/providers.ts';
import type { DemoPorts } from './ports.ts';
import { type DemoAddresses, demo } from './world.ts';

export interface Neighbours {
  readonly forge: ForgeHost;
  close(): Promise<void>;
}

/** Everything around the broker: Jira, two companies' providers, an authenticator, and the Forge platform with its admin frame. */
export async function startNeighbours(ports: DemoPorts, at: DemoAddresses): Promise<Neighbours> {
  const sites = demoSites(Date.now()).map((site) => ({ ...site, host: `${site.name}.atlassian.localhost` }));
  const jira = createJiraSimulator({ sites });
  await jira.listen(ports.jira);
  const clients = ['borealis', 'kestrel'].flatMap((company) => [
    {
      company,
      ...demo.clients.acme,
      redirectUris: [`${at.acmeLogin}/callback/${company}`],
      postLogoutRedirectUris: [`${at.acmeLogin}/logout/return`],
    },
    {
      company,
      ...demo.clients.umbra,
      redirectUris: [`${at.umbraLogin}/callback/${company}`],
      postLogoutRedirectUris: [`${at.umbraLogin}/logout/return`],
    },
  ]);
  const providers = await createOidcProviders({ port: ports.providers, clients });
  const authenticator = createAuthenticatorApp();
  await authenticator.listen(ports.authenticator);

  const acme = sites.find((site) => site.name === 'acme');
  if (acme === undefined) throw new Error('the seed has no site acme');
  const basic = (email: string, token: string) => `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  const forge = await createForgeHost({
    appAri: demo.appAri,
    brokerUrl: at.broker,
    site: {
      cloudId: acme.cloudId,
      siteUrl: at.acmeJira,
      // By the gateway path, because Node resolves no names below localhost.
      jiraBaseUrl: `http://127.0.0.1:${ports.jira}/ex/jira/${acme.cloudId}`,
      apiBaseUrl: `${at.jiraGateway}/ex/jira/${acme.cloudId}`,
    },
    users: [
      {
        key: 'alex',
        accountId: accountOf(acme, 'admin@acme.example'),
        name: 'Alex Admin',
        role: 'Jira administrator',
        authorization: basic('admin@acme.example', demoTokens.acmeAdmin),
      },
      {
        key: 'nora',
        accountId: accountOf(acme, 'nora@acme.example'),
        name: 'Nora Nilsen',
        role: 'Agent, no administrator',
        authorization: basic('nora@acme.example', demoTokens.acmeAgent),
      },
    ],
    appToken: demoTokens.acmeApp,
  });
  await forge.app.listen({ port: ports.admin, host: '127.0.0.1' });
  return {
    forge,
    async close() {
      await Promise.allSettled([forge.app.close(), authenticator.close(), providers.close(), jira.close()]);
    },
  };
}
