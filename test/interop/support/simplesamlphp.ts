import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApacheSite, servedFolder } from './apache.ts';
import type { PeerKeys } from './keys.ts';
import { type PhpValue, phpFile } from './php.ts';

export const simpleSamlPhp = '/usr/share/simplesamlphp';

/** One installation's own configuration; the program is the package's, which several installations share. */
export interface Installation {
  readonly origin: string;
  readonly config: string;
  readonly metadata: string;
  readonly pages: string;
  readonly site: ApacheSite;
}

/** Writes the configuration folder of one SimpleSAMLphp and says how Apache serves it, at `/saml` of a host of its own. */
export function installSimpleSamlPhp(at: {
  folder: string;
  name: string;
  port: number;
  isProvider: boolean;
  authSources: PhpValue;
  /** Sign its metadata. */
  keys: PeerKeys;
}): Installation {
  const host = `${at.name}.localhost`;
  const origin = `http://${host}:${at.port}`;
  const base = join(at.folder, at.name);
  const [config, metadata, logs, temporary, pages] = ['config', 'metadata', 'log', 'tmp', 'pages'].map((name) => join(base, name)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  for (const folder of [config, metadata, logs, temporary, pages]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(config, 'config.php'), phpFile('config', settings({ origin, base, isProvider: at.isProvider, keys: at.keys })));
  writeFileSync(join(config, 'authsources.php'), phpFile('config', at.authSources));
  const lines = [
    `DocumentRoot "${pages}"`,
    `SetEnv SIMPLESAMLPHP_CONFIG_DIR "${config}"`,
    `Alias "/saml" "${simpleSamlPhp}/www"`,
    ...servedFolder(`${simpleSamlPhp}/www`),
    ...servedFolder(pages),
  ];
  return { origin, config, metadata, pages, site: { host, lines } };
}

/** The options of its config.php that differ from what the program takes by itself, or that it insists on. */
function settings(of: { origin: string; base: string; isProvider: boolean; keys: PeerKeys }): PhpValue {
  const { origin, base, isProvider, keys } = of;
  return {
    baseurlpath: `${origin}/saml/`,
    certdir: `${base}/`,
    loggingdir: `${base}/log/`,
    datadir: `${base}/tmp/`,
    tempdir: `${base}/tmp/`,
    metadatadir: `${base}/metadata/`,
    attributenamemapdir: `${base}/metadata/`,
    secretsalt: `salt of ${origin}`,
    'auth.adminpassword': 'nobody signs in with this one',
    timezone: 'UTC',
    'logging.level': 6,
    'logging.handler': 'file',
    'enable.saml20-idp': isProvider,
    'module.enable': { core: true, saml: true, exampleauth: true },
    'session.cookie.secure': false,
    'session.cookie.samesite': 'Lax',
    'session.phpsession.savepath': `${base}/tmp`,
    'session.phpsession.cookiename': 'PeerSession',
    'store.type': 'phpsession',
    'metadata.sources': [{ type: 'flatfile' }],
    'metadata.sign.enable': true,
    'metadata.sign.privatekey': keys.keyFile,
    'metadata.sign.certificate': keys.certificateFile,
    // Every name below .localhost is this machine, and so are all places that a sign-out may return to.
    'trusted.url.domains': null,
    'authproc.idp': [],
    'authproc.sp': [],
  };
}
