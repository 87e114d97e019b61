import { createJiraSource } from '../../../../../broker/adapters/jira/source.ts';
import type { AccountId, TenantId } from '../../../../../broker/domain/brands.ts';
import type { JiraSource } from '../../../../../broker/domain/ports/jira.ts';
import type { Outbound } from '../../../../../broker/domain/ports/outbound.ts';
import { Secret } from '../../../../../broker/domain/secret.ts';
import type { Snapshot } from '../../../../../broker/domain/snapshot.ts';
import type { ActingCustomer } from '../../../../../broker/portal/guard/customer.ts';
import { createDirectJira } from '../../../../../sandbox/jira/direct.ts';
import type { Site } from '../../../../../sandbox/jira/model.ts';
import { bodyText } from '../../../../support/body-text.ts';
import { createFakeClock, type FakeClock } from '../../../../support/fake-clock.ts';
import { createFixedRandom } from '../../../../support/fixed-random.ts';
import { secretId, someSettings } from '../../../../support/settings.ts';
import { strangeIn } from './asked-jql.ts';
import { answeredInstead, askedInstead } from './quirks.ts';
import { service } from './words.ts';
import { type Actor, startOfTime, type World } from './world.ts';

export interface OpenWorld {
  readonly source: JiraSource;
  readonly clock: FakeClock;
  acting(actor: Actor): ActingCustomer;
  /** What was asked of Jira in JQL and should not have been. */
  readonly strange: readonly string[];
}

/** The real client against the sites of a world, without a server between them. */
export function openWorld(world: World): OpenWorld {
  const clock = createFakeClock(startOfTime);
  const ask = createDirectJira({ sites: world.sites, clock });
  const strange: string[] = [];
  const encoder = new TextEncoder();
  const outbound: Outbound = {
    refusalOf: () => null,
    async send(request) {
      const site = world.sites.find((candidate) => request.url.startsWith(`http://${candidate.host}/`));
      const sent = request.body === undefined ? undefined : bodyText(request.body);
      if (sent !== undefined && request.url.endsWith('/search/jql')) strange.push(...strangeIn(sent, site));
      const url = askedInstead(world.quirk, request.url);
      const answer = ask({
        method: request.method,
        url,
        headers: request.headers ?? {},
        ...(sent !== undefined && { body: sent }),
      });
      const body = answeredInstead(world.quirk, url, answer.body, (key) => valuesOf(site, key));
      return { status: answer.status, headers: answer.headers, body: encoder.encode(body) };
    },
  };
  // Jira's limits are those of the broker's client, so waiting has to bring them to an end.
  const source = createJiraSource({ outbound, clock, random: createFixedRandom('worlds'), sleep: async (ms) => clock.advance({ ms }) });
  const snapshots = world.sites.map((site, index) => snapshotOf(site, index));
  return {
    source,
    clock,
    strange,
    acting: (actor) => {
      const snapshot = snapshots[actor.tenant];
      if (snapshot === undefined) throw new Error(`no tenant ${actor.tenant}`);
      return { snapshot, accountId: actor.accountId as AccountId, displayName: 'Somebody' };
    },
  };
}

function valuesOf(site: Site | undefined, key: string): ReadonlyMap<string, unknown> {
  return [...(site?.issues.values() ?? [])].find((issue) => issue.key === key)?.fieldValues ?? new Map<string, unknown>();
}

function snapshotOf(site: Site, index: number): Snapshot {
  const token = { secret: secretId('jira'), setAt: 1 };
  return {
    tenant: `tenant-${index}` as TenantId,
    epoch: 1,
    revision: 1,
    settings: someSettings({ jira: { kind: 'api-token', siteUrl: `http://${site.host}`, email: service.email, token, expiresOn: null } }),
    secrets: new Map([[token.secret, new Secret(service.token)]]),
  };
}
