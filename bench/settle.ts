import { oidcDefaults } from '#contract/presets/defaults';
import type { Connection } from '#contract/settings/connection';
import type { SecretContent } from '#contract/settings/parts';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import type { Settings } from '#contract/settings/snapshot';
import { systemRandom } from '../broker/adapters/clock/system-random.ts';
import { compose } from '../broker/compose.ts';
import { loadConfig } from '../broker/config.ts';
import { originsOf } from '../broker/settings/addresses.ts';
import { newTenantId } from '../broker/settings/tenant-id.ts';
import { settingsToParts } from '../broker/settings/to-parts.ts';
import { demoTokens } from '../sandbox/jira/seed/acme-people.ts';
import type { Place } from './broker-under-test.ts';
import type { Neighbours } from './neighbours.ts';

/** A tenant to be made. Its connections are called `bench-0`, `bench-1` ..., all at the one provider. */
export interface TenantWish {
  readonly slug: string;
  readonly connections?: number;
  /** All of its connections, in place of those at the one provider. */
  readonly own?: readonly Connection[];
  readonly policy?: Exclude<Settings['policy']['preset'], 'own'>;
  /** Reads the groups of people and tells them to the portal. */
  readonly groups?: boolean;
}

const secretIds = { client: 'sec_bench-client-secret-00', jira: 'sec_bench-jira-token-00000' };
const contents: ReadonlyMap<string, SecretContent> = new Map(
  Object.entries({ [secretIds.client]: 'bench-secret', [secretIds.jira]: demoTokens.acmeAdmin }).map(([id, value]) => [
    id,
    { id, salt: 'salt-of-twenty-two-chars', value },
  ]),
);

const { methods } = recommendedSecondFactor;
/** With one way to set up there is no page that asks which. */
const appAlone: Settings['secondFactor'] = {
  ...recommendedSecondFactor,
  methods: { ...methods, webauthn: { ...methods.webauthn, enabled: false }, push: { ...methods.push, enabled: false } },
};

/** Makes tenants in the database of a place, as commands would, but thousands of them in seconds. No broker may run there yet. */
export async function settle(place: Place, neighbours: Neighbours, wishes: readonly TenantWish[]): Promise<void> {
  const reading = loadConfig(place.env, { random: systemRandom });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const broker = await compose(reading.config);
  try {
    for (const wish of wishes) await add(wish);
  } finally {
    await broker.close();
  }

  async function add(wish: TenantWish): Promise<void> {
    const { tenants } = broker.storage;
    const id = newTenantId(broker.random);
    await tenants.insert({
      id,
      slug: wish.slug,
      managedBy: 'file',
      ...originsOf(place.baseUrl, wish.slug),
      cloudId: null,
      home: null,
      installationId: null,
      createdAt: broker.clock.now(),
    });
    const tenant = await tenants.find(id);
    if (tenant === null) throw new Error(`the tenant ${wish.slug} was not made`);
    const { parts, refs } = settingsToParts(settingsOf(wish, neighbours), contents);
    for (const part of parts) await broker.apply.putPart(tenant, part, 'file');
    await broker.apply.activate(tenant, { epoch: 1, manifest: { revision: 1, parts: [...refs] } }, 'file');
  }
}

function settingsOf({ connections = 1, own, policy = 'nobody', groups = false }: TenantWish, at: Neighbours): Settings {
  return {
    connections: own ? [...own] : Array.from({ length: connections }, (_, index) => connectionAt(at.issuer, index, groups)),
    parties: [],
    policy: { preset: policy },
    secondFactor: appAlone,
    portal: { name: 'Bench', accentColor: '#0c66e4', contact: '', primaryConnection: null, askForEmail: false },
    jira: {
      kind: 'api-token',
      siteUrl: at.jiraUrl,
      email: 'admin@acme.example',
      token: { secret: secretIds.jira, setAt: 1 },
      expiresOn: null,
    },
  };
}

function connectionAt(issuer: string, index: number, groups: boolean): Connection {
  return {
    id: `bench-${index}`,
    protocol: 'oidc',
    preset: 'generic-oidc',
    name: `Bench ${index}`,
    enabled: true,
    issuer,
    clientId: 'bench',
    clientSecret: { secret: secretIds.client, setAt: 1 },
    ...oidcDefaults,
    mapping: { ...oidcDefaults.mapping, groups: groups ? 'groups' : null },
    tokenEndpointAuth: 'client_secret_post',
    emailTrust: 'verified',
    domains: { mode: 'any-unclaimed' },
  };
}
