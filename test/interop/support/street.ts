import { existsSync, readFileSync } from 'node:fs';
import type { Connection } from '#contract/settings/connection';
import type { Party } from '#contract/settings/party';
import { freePort } from '../../../bench/broker-under-test.ts';
import { openFolder, startApache } from './apache.ts';
import { openBroker } from './broker.ts';
import { installMellon, type MellonPlace } from './mellon.ts';
import { partyFrom } from './parties.ts';
import type { PhpValue } from './php.ts';
import { installApplication, type PeerApplication } from './simplesamlphp-application.ts';
import { installProvider, type Relation } from './simplesamlphp-provider.ts';
import { overTheWire } from './way.ts';

/** An application: the options of its own side, and what ours differs in from what its metadata makes of it. */
interface Behind<Own> {
  readonly own?: Own;
  /** Given the application's metadata. */
  readonly party?: (metadata: string) => Partial<Party>;
}

/** What stands in the street beside the broker. */
export interface StreetPlan {
  readonly relations: readonly Relation[];
  readonly logoutType?: 'traditional' | 'iframe';
  /** The relation whose people the portal sends away without asking. */
  readonly primary?: string;
  readonly applications?: Readonly<Record<string, Behind<Readonly<Record<string, PhpValue>>>>>;
  readonly places?: Readonly<Record<string, Behind<MellonPlace['lines']>>>;
  /** Applications of a second SimpleSAMLphp, which reads of no address of ours but those for POST. */
  readonly posting?: StreetPlan['applications'];
}

/**
 * A broker, and real peers around it: one Apache with SimpleSAMLphp as provider and as applications and with places behind
 * mod_auth_mellon. Metadata goes both ways as files, as operators exchange it. Close it after the tests.
 */
export async function openStreet(plan: StreetPlan) {
  const folder = openFolder();
  const opened: { close(): Promise<void> }[] = [{ close: async () => folder.remove() }];
  const close = async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  };
  try {
    return { ...(await build(plan, folder.path, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Puts what it has opened on the list as it goes. */
async function build(plan: StreetPlan, folder: string, opened: { close(): Promise<void> }[]) {
  const broker = await openBroker();
  opened.push(broker);
  const brokerName = `${broker.login}/saml/metadata`;
  const port = await freePort();
  const { relations, applications = {}, posting = {}, places = {} } = plan;

  const provider = installProvider({ folder, port, relations, ...(plan.logoutType && { logoutType: plan.logoutType }) });
  const at = { folder, port, brokerName };
  const intranet = installApplication({ ...at, name: 'intranet', applications: ownOptions(applications) });
  const forms = installApplication({ ...at, name: 'forms', applications: ownOptions(posting) });
  const wiki = installMellon({ ...at, places: Object.entries(places).map(([id, { own: lines = [] }]) => ({ id, lines })) });

  const placeParties = Object.entries(places).map(([id, { party }]) => {
    const metadata = wiki.metadata(id);
    return partyFrom(id, metadata, party?.(metadata));
  });
  // The connections that a party may name come later, from the provider's metadata.
  await broker.apply({ parties: placeParties.map((party) => ({ ...party, connections: null, primaryConnection: null })) });
  for (const { id } of placeParties) wiki.trust(id, await metadataFor(id));
  const apache = await startApache({ folder, port, sites: [provider.site, intranet.site, forms.site, wiki.site] });

  opened.push({ close: apache.stop });

  const intranetParties = await partiesOf(applications, intranet);
  const formsParties = await partiesOf(posting, forms);
  const parties = [...placeParties, ...intranetParties, ...formsParties];
  const connections: Connection[] = await provider.connections();
  await broker.apply({ connections, parties, primaryConnection: plan.primary ?? null });
  await provider.trust(broker.login);
  for (const { id } of intranetParties.slice(0, 1)) intranet.trust(await metadataFor(id));
  for (const { id } of formsParties.slice(0, 1))
    forms.trust((await metadataFor(id)).replaceAll(/<Single\w+ Binding="[^"]*Redirect"[^>]*>(<\/Single\w+>)?/g, ''));

  async function metadataFor(party: string): Promise<string> {
    const url = `/saml/applications/${party}`;
    const { statusCode, body } = await overTheWire.inject({ method: 'GET', url, headers: { host: new URL(broker.login).host } });
    if (statusCode !== 200) throw new Error(`no metadata of ours for ${party}: ${statusCode}`);
    return body;
  }

  return {
    broker,
    provider,
    intranet,
    forms,
    wiki,
    connections,
    parties,
    /** What the peers wrote meanwhile: for a test that went wrong. */
    said: () => [apache.said(), readIfThere(provider.log), readIfThere(intranet.log)].join('\n'),
  };
}

export type Street = Awaited<ReturnType<typeof openStreet>>;

function ownOptions(applications: NonNullable<StreetPlan['applications']>) {
  return Object.fromEntries(Object.entries(applications).map(([id, { own = {} }]) => [id, own]));
}

function partiesOf(applications: NonNullable<StreetPlan['applications']>, installation: PeerApplication): Promise<Party[]> {
  const made = Object.entries(applications).map(async ([id, { party }]) => {
    const metadata = await installation.metadata(id);
    return partyFrom(id, metadata, party?.(metadata));
  });
  return Promise.all(made);
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
