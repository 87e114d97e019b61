import { createJiraSource } from '../../../../broker/adapters/jira/source.ts';
import type { AccountId, TenantId } from '../../../../broker/domain/brands.ts';
import type { JiraSource } from '../../../../broker/domain/ports/jira.ts';
import type { Outbound } from '../../../../broker/domain/ports/outbound.ts';
import { Secret } from '../../../../broker/domain/secret.ts';
import type { ActingCustomer } from '../../../../broker/portal/guard/customer.ts';
import { addToken, addUser } from '../../../../sandbox/jira/builders.ts';
import type { Site } from '../../../../sandbox/jira/model.ts';
import { createJiraSimulator, type JiraSimulator } from '../../../../sandbox/jira/simulator.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { createFixedRandom } from '../../../support/fixed-random.ts';
import { secretId, someSettings } from '../../../support/settings.ts';
import { service as portalService } from './worlds/words.ts';

type SimulatedSite = ReturnType<JiraSimulator['addSite']>;

export interface SimulatedJira {
  readonly site: SimulatedSite;
  readonly source: JiraSource;
  readonly clock: FakeClock;
  acting(accountId: string, displayName?: string): ActingCustomer;
  close(): Promise<void>;
}

const { accountId: serviceAccount, email, token } = portalService;

/** The real client against the simulated Jira, within the process; the service account is agent of every desk. */
export function openSimulatedJira(makeSite: (now: number) => Site): SimulatedJira {
  const clock = createFakeClock();
  const made = makeSite(clock.now());
  const service = addUser(made, {
    accountId: serviceAccount,
    email,
    displayName: 'Portal Service',
    globalRights: new Set(['ADMINISTER', 'USER_PICKER']),
  });
  addToken(made, service, { secret: token, expiresAt: clock.now() + 86_400_000 });
  for (const desk of made.desks.values()) {
    desk.agents.add(service.accountId);
    // What a level hides from the service account no customer can be shown; that is for the connection test to tell.
    for (const level of desk.securityLevels) level.accountIds.add(service.accountId);
  }
  const simulator = createJiraSimulator({ clock, wait: async () => undefined });
  const site = simulator.addSite(made);
  const outbound: Outbound = {
    refusalOf: () => null,
    async send(request) {
      const url = new URL(request.url);
      const response = await simulator.app.inject({
        method: request.method,
        url: `${url.pathname}${url.search}`,
        headers: { ...request.headers, host: url.host },
        ...(request.body === undefined ? {} : { payload: request.body }),
      });
      const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
      return { status: response.statusCode, headers: Object.fromEntries(headers), body: new Uint8Array(response.rawPayload) };
    },
  };
  const source = createJiraSource({
    outbound,
    clock,
    random: createFixedRandom('portal'),
    sleep: async (ms) => clock.advance({ ms }),
  });
  const settings = someSettings({
    jira: { kind: 'api-token', siteUrl: `http://${site.host}`, email, token: { secret: secretId('jira'), setAt: 1 }, expiresOn: null },
  });
  const secrets = new Map([[secretId('jira'), new Secret(token)]]);
  return {
    site,
    source,
    clock,
    acting: (accountId, displayName = 'Somebody') => ({
      snapshot: { tenant: 'tenant-acme' as TenantId, epoch: 1, revision: 1, settings, secrets },
      accountId: accountId as AccountId,
      displayName,
    }),
    close: () => simulator.close(),
  };
}
