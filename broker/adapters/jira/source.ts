/**
 * The tenants' ways to Jira. Owns the credentials on their way out, the limits per tenant and the app tokens that live in
 * memory. Must not know anything of customers' rights: whoever holds a `Jira` sees what an administrator sees.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../domain/app-error.ts';
import { createBoundedMap } from '../../domain/bounded-map.ts';
import type { EpochMs, TenantId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Jira, JiraSource } from '../../domain/ports/jira.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import type { Random } from '../../domain/ports/random.ts';
import { Secret } from '../../domain/secret.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { createAppTokens } from './app-tokens.ts';
import { createJira } from './client.ts';
import { readFieldIds } from './issues.ts';
import type { Sleep } from './limiter.ts';
import { addressFailure, testCredential } from './self-test.ts';
import { basicTarget, bearerTarget, isAddress, type Target } from './target.ts';
import { createTransport } from './transport.ts';

/** Ids of custom fields never change; new fields do appear. */
const fieldIdsGoodForMs = 10 * 60_000;
const keptSites = 1_000;

export interface JiraSourceDeps {
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly random: Random;
  /** Waits; for tests that do not. */
  readonly sleep?: Sleep;
}

export function createJiraSource(deps: JiraSourceDeps): JiraSource {
  const { outbound, clock, random } = deps;
  const sleep: Sleep = deps.sleep ?? ((ms) => pause(ms));
  const transport = createTransport({ outbound, clock, random, sleep });
  const appTokens = createAppTokens({ clock });
  const fieldIdsOfSite = createBoundedMap<{ readonly at: EpochMs; readonly ids: Promise<ReadonlyMap<string, string>> }>(keptSites);

  function fieldIds(target: Target): Promise<ReadonlyMap<string, string>> {
    const key = `${target.scope} ${target.base} ${target.credential}`;
    const known = fieldIdsOfSite.get(key);
    if (known && clock.now() - known.at < fieldIdsGoodForMs) return known.ids;
    const ids = readFieldIds(transport.to(target));
    fieldIdsOfSite.set(key, { at: clock.now(), ids });
    // A failure is not remembered.
    ids.catch(() => {
      if (fieldIdsOfSite.get(key)?.ids === ids) fieldIdsOfSite.delete(key);
    });
    return ids;
  }

  const jiraAt = (target: Target): Jira => createJira(transport.to(target), () => fieldIds(target));

  function targetOf(snapshot: Snapshot, scope: string): Target {
    const credential = snapshot.settings.jira;
    if (credential === null) throw notConfigured('none');
    switch (credential.kind) {
      case 'api-token': {
        const token = snapshot.secrets.get(credential.token.secret);
        if (!token) throw notConfigured('token-missing');
        return basicTarget({ scope, siteUrl: credential.siteUrl, email: credential.email, token });
      }
      case 'app-token': {
        const known = appTokens.find(snapshot.tenant);
        if (known === null) throw notConfigured('no-app-token-yet');
        return bearerTarget({ scope, ...known });
      }
      default:
        return credential satisfies never;
    }
  }

  // A snapshot never changes, and neither does an API token in it; app tokens do.
  const ofSnapshot = new WeakMap<Snapshot, Jira>();

  return {
    of(snapshot) {
      const known = ofSnapshot.get(snapshot);
      if (known) return known;
      const jira = jiraAt(targetOf(snapshot, snapshot.tenant));
      if (snapshot.settings.jira?.kind === 'api-token') ofSnapshot.set(snapshot, jira);
      return jira;
    },

    rememberAppToken: (tenant: TenantId, token: Secret, apiBaseUrl: string) => appTokens.remember(tenant, token, apiBaseUrl),

    ofApp(tenant) {
      const known = appTokens.find(tenant);
      return known === null ? null : jiraAt(bearerTarget({ scope: tenant, ...known }));
    },

    async test({ siteUrl, email, token }) {
      // Its own scope: trying a wrong credential must not close the way for the people of a tenant.
      const scope = `test ${siteUrl}`;
      const target = isAddress(siteUrl) ? basicTarget({ scope, siteUrl, email, token: new Secret(token.reveal().trim()) }) : null;
      return target === null ? addressFailure() : testCredential(transport.to(target), jiraAt(target));
    },

    async testLive(snapshot) {
      const target = targetOf(snapshot, `test ${snapshot.tenant}`);
      return testCredential(transport.to(target), jiraAt(target));
    },
  };
}

function notConfigured(reason: string): AppError {
  return new AppError('jira_not_configured', { details: { reason } });
}
