import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleSamlPhp as preset } from '#contract/presets/simplesamlphp';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { readProviderMetadata } from '../../../broker/saml/metadata/read.ts';
import { type PeerKeys, writeKeys } from './keys.ts';
import { addressOf, directory, password } from './people.ts';
import { type PhpValue, phpFile, phpValue } from './php.ts';
import { installSimpleSamlPhp } from './simplesamlphp.ts';
import { overTheWire } from './way.ts';

/** One relation between the provider and the broker: what each side was told. */
export interface Relation {
  /** Name of the connection, of the company, and of its mail domain. */
  readonly id: string;
  /** What differs in the broker's connection from the preset. */
  readonly connection?: Partial<SamlConnection>;
  /** What the provider's operator adds to our converted metadata (its saml20-sp-remote.php); `{login}` is our login origin. */
  readonly entry?: Readonly<Record<string, PhpValue>>;
  /** Do messages go to the provider by Redirect or by POST? */
  readonly binding?: 'redirect' | 'post';
}

interface ProviderWish {
  readonly folder: string;
  readonly port: number;
  readonly relations: readonly Relation[];
  /** How it signs people out of applications: one after the other, or all at once in frames of its page. */
  readonly logoutType?: 'traditional' | 'iframe';
}

const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

/**
 * SimpleSAMLphp as the identity provider of as many companies as there are relations: one directory, in which everybody
 * is there once for each company. Call `trust` when the broker's metadata can be read.
 */
export function installProvider(at: ProviderWish) {
  const keys = writeKeys(at.folder, 'provider-key');
  const installation = installSimpleSamlPhp({
    ...at,
    name: 'provider',
    isProvider: true,
    authSources: sources(at.relations),
    keys,
  });
  const { origin, metadata } = installation;
  const entries = join(metadata, 'entries');
  mkdirSync(entries);
  const bindings = ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'];
  const nextKeys = writeKeys(at.folder, 'provider-next-key');
  /** Its own entry: what it signs with, and what its metadata has besides. */
  const describeItself = (signing: PeerKeys, announced: PeerKeys | null) =>
    writeFileSync(
      join(metadata, 'saml20-idp-hosted.php'),
      phpFile('metadata', {
        [`${origin}/idp`]: {
          host: '__DEFAULT__',
          privatekey: signing.keyFile,
          certificate: signing.certificateFile,
          ...(announced !== null && { new_privatekey: announced.keyFile, new_certificate: announced.certificateFile }),
          auth: 'directory',
          // What is signed of a sign-in and a sign-out is said in each entry; all that arrives signed must be right.
          'redirect.sign': true,
          'redirect.validate': true,
          logouttype: at.logoutType ?? 'traditional',
          SingleSignOnServiceBinding: bindings,
          SingleLogoutServiceBinding: bindings,
          authproc: { '3': { class: 'saml:PersistentNameID', attribute: 'uid' } },
        },
      }),
    );
  describeItself(keys, null);
  // The package's own converter reads our metadata, as an operator would have it do.
  writeFileSync(
    join(metadata, 'saml20-sp-remote.php'),
    `<?php
foreach (glob(${phpValue(`${entries}/*.xml`)}) as $file) {
    $entry = \\SimpleSAML\\Metadata\\SAMLParser::parseFile($file)->getMetadata20SP();
    unset($entry['entityDescriptor'], $entry['expire']);
    $added = json_decode(file_get_contents(substr($file, 0, -4) . '.json'), true);
    $metadata[$entry['entityid']] = array_replace($entry, $added);
}
`,
  );

  const ownMetadata = async () => {
    const url = '/saml/saml2/idp/metadata.php';
    return (await overTheWire.inject({ method: 'GET', url, headers: { host: new URL(origin).host } })).body;
  };

  return {
    origin,
    /** Its metadata, signed. */
    metadata: ownMetadata,
    site: installation.site,
    log: join(at.folder, 'provider/log/simplesamlphp.log'),
    certificateFile: keys.certificateFile,
    /** The next key stands in its metadata from now on, beside the one that signs. */
    announceNextKey: () => describeItself(keys, nextKeys),
    /** The next key signs from now on. */
    takeNextKey: () => describeItself(nextKeys, null),
    /** Where the provider begins a sign-in of its own. */
    startAt: (ourName: string) => `${origin}/saml/saml2/idp/SSOService.php?${new URLSearchParams({ spentityid: ourName })}`,
    /** Where it begins a sign-out. */
    signOutAt: (returnTo: string) => `${origin}/saml/saml2/idp/initSLO.php?${new URLSearchParams({ RelayState: returnTo })}`,
    /** The connections of the broker, made of the provider's metadata and its preset. */
    async connections(): Promise<SamlConnection[]> {
      const body = await ownMetadata();
      const described = readProviderMetadata({ bytes: Buffer.from(body), now: Date.now() });
      if (!described.ok) throw new Error(`the provider's metadata: ${described.code}: ${described.because}\n${body}`);
      const variant = preset.variants.find(({ protocol }) => protocol === 'saml');
      if (variant?.protocol !== 'saml') throw new Error('no preset for SimpleSAMLphp');
      return at.relations.map(({ id, connection = {}, binding = 'redirect' }) => {
        const by = <Endpoint extends { binding: string }>(endpoints: readonly Endpoint[]) =>
          endpoints.find((each) => each.binding === binding);
        const [signOn, logout] = [by(described.signOn), by(described.logout)];
        if (signOn === undefined || logout === undefined) throw new Error(`the provider's metadata has no address by ${binding}`);
        return {
          ...variant.defaults,
          id,
          protocol: 'saml',
          preset: 'simplesamlphp',
          name: id,
          enabled: true,
          entityId: described.entityId,
          signOn,
          logout,
          certificates: [...described.signingCertificates],
          metadata: null,
          domains: { mode: 'list', list: [`${id}.example`] },
          ...connection,
        };
      });
    },
    /** Takes the broker's metadata for every relation over. */
    async trust(loginOrigin: string): Promise<void> {
      for (const { id, entry = {} } of at.relations) {
        const url = `/saml/connections/${id}`;
        const { statusCode, body } = await overTheWire.inject({ method: 'GET', url, headers: { host: new URL(loginOrigin).host } });
        if (statusCode !== 200) throw new Error(`no metadata of ours for ${id}: ${statusCode}`);
        writeFileSync(join(entries, `${id}.xml`), body);
        writeFileSync(
          join(entries, `${id}.json`),
          JSON.stringify({ NameIDFormat: persistent, ...entry }).replaceAll('{login}', loginOrigin),
        );
      }
    },
  };
}

/** Everybody signs in as `uid@company`, and tells of an address of that company. */
function sources(relations: readonly Relation[]): { readonly [name: string]: PhpValue } {
  const people = relations.flatMap(({ id }) =>
    directory.map(({ uid, givenName, sn, displayName, groups, hasMail }): [string, PhpValue] => [
      `${addressOf(uid, id)}:${password}`,
      {
        uid: [addressOf(uid, id)],
        givenName: [givenName],
        sn: [sn],
        displayName: [displayName],
        ...(hasMail && { mail: [addressOf(uid, id)] }),
        ...(groups.length > 0 && { memberOf: groups }),
      },
    ]),
  );
  return { directory: { '0': 'exampleauth:UserPass', ...Object.fromEntries(people) } };
}
