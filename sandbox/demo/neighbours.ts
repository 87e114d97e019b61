import { request } from 'node:http';
import { connectionAddresses } from '#contract/settings/addresses';
import { createAuthenticatorApp } from '../authenticator/app.ts';
import { createForgeHost, type ForgeHost } from '../forge/host.ts';
import { demoTokens } from '../jira/seed/acme-people.ts';
import { accountOf, demoSites } from '../jira/seed.ts';
import { createJiraSimulator } from '../jira/simulator.ts';
import { type Messages, startMessages } from '../messages/app.ts';
import { createOidcProviders } from '../oidc/providers.ts';
import { createSamlTown, type SamlTown } from '../saml/town.ts';
import type { DemoPorts } from './ports.ts';
import { type DemoAddresses, demo } from './world.ts';

export interface Neighbours {
  readonly forge: ForgeHost;
  readonly town: SamlTown;
  readonly messages: Messages;
  close(): Promise<void>;
}

/**
 * Everything around the broker: Jira, the companies' providers, an application, an authenticator, those whom messages
 * go to, and Forge with its admin frame.
 */
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
  const aurora = connectionAddresses(at.acmeLogin, 'aurora');
  const town = await createSamlTown({
    port: ports.saml,
    services: [{ name: 'Acme Help', entityId: aurora.entityId, acsUrl: aurora.acsUrl, sloUrl: aurora.logoutUrl }],
    identityProvider: () => textAt(`${at.acmeLogin}/saml/applications/wiki`),
  });
  const authenticator = createAuthenticatorApp();
  await authenticator.listen(ports.authenticator);
  const messages = await startMessages({ port: ports.messages });

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
    town,
    messages,
    async close() {
      await Promise.allSettled([forge.app.close(), authenticator.close(), messages.close(), providers.close(), town.close(), jira.close()]);
    },
  };
}

/** Gets a document from a name below localhost, which Node does not resolve. */
function textAt(address: string): Promise<string> {
  const { port, host, pathname } = new URL(address);
  return new Promise((done, fail) => {
    request({ host: '127.0.0.1', port, path: pathname, headers: { host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => (response.statusCode === 200 ? done(body) : fail(new Error(noMetadata(address, response.statusCode)))));
    })
      .on('error', fail)
      .end();
  });
}

function noMetadata(address: string, status: number | undefined): string {
  if (status === 404)
    return 'Gatehouse does not know this wiki yet. Add it on the admin page under Applications, with the short name wiki.';
  return `${address} answers ${status}`;
}
