import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApacheSite, servedFolder } from './apache.ts';

/** A place behind mod_auth_mellon: its own endpoints, keys and options. */
export interface MellonPlace {
  readonly id: string;
  /** Directives on top of those that every place has. */
  readonly lines?: readonly string[];
}

/** Says in JSON what the module handed on (`MELLON_*`). */
const page = `<?php
$told = [];
foreach ($_SERVER as $name => $value) if (substr($name, 0, 7) === 'MELLON_') $told[substr($name, 7)] = $value;
header('Content-Type: application/json');
echo json_encode(['told' => $told, 'address' => $_SERVER['REQUEST_URI']], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
`;

/**
 * Places behind mod_auth_mellon, each a service provider by itself. Its own tool makes keys and metadata; Apache reads the
 * broker's metadata when it starts, so `trust` comes before that.
 */
export function installMellon(at: { folder: string; port: number; places: readonly MellonPlace[] }) {
  const host = 'wiki.localhost';
  const origin = `http://${host}:${at.port}`;
  const base = join(at.folder, 'wiki');
  const pages = join(base, 'pages');
  mkdirSync(pages, { recursive: true });
  writeFileSync(join(pages, 'left.php'), "<?php header('Content-Type: text/plain'); echo 'left';\n");
  const made = at.places.length === 0 ? null : makeMetadata(base, `${origin}/PLACE`, `${origin}/PLACE/mellon`);
  const metadataFile = (id: string) => join(base, `${id}.xml`);

  const sections = at.places.map(({ id, lines = [] }) => {
    mkdirSync(join(pages, id));
    writeFileSync(join(pages, id, 'page.php'), page);
    if (made !== null) writeFileSync(metadataFile(id), made.metadata.replaceAll('/PLACE', `/${id}`));
    return [
      `<Location "/${id}">`,
      '  AuthType Mellon',
      '  Require valid-user',
      '  MellonEnable auth',
      `  MellonVariable ${id}`,
      `  MellonEndpointPath "/${id}/mellon"`,
      `  MellonSPPrivateKeyFile "${made?.keyFile}"`,
      `  MellonSPCertFile "${made?.certificateFile}"`,
      `  MellonSPMetadataFile "${metadataFile(id)}"`,
      `  MellonIdPMetadataFile "${join(base, `${id}-broker.xml`)}"`,
      ...lines.map((line) => `  ${line}`),
      '</Location>',
    ];
  });
  const site: ApacheSite = { host, lines: [`DocumentRoot "${pages}"`, ...servedFolder(pages), ...sections.flat()] };

  return {
    origin,
    site,
    page: (id: string, query = '') => `${origin}/${id}/page.php${query}`,
    /** Where the place signs people in and out by itself. */
    signIn: (id: string, query: Readonly<Record<string, string>>) => `${origin}/${id}/mellon/login?${new URLSearchParams(query)}`,
    signOut: (id: string) => `${origin}/${id}/mellon/logout?${new URLSearchParams({ ReturnTo: `${origin}/left.php` })}`,
    /** The metadata of a place, as its operator sends it to ours. */
    metadata: (id: string) => readFileSync(metadataFile(id), 'utf8'),
    trust: (id: string, brokerMetadata: string) => writeFileSync(join(base, `${id}-broker.xml`), brokerMetadata),
  };
}

/** Runs the module's own tool, which names its files by the entity id. Its keys take long: one pair serves every place. */
function makeMetadata(base: string, entityId: string, endpoint: string) {
  const folder = join(base, 'made');
  mkdirSync(folder);
  const { status, stderr } = spawnSync('/usr/sbin/mellon_create_metadata', [entityId, endpoint], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`mellon_create_metadata: ${stderr}`);
  const file = (ending: string) => join(folder, readdirSync(folder).find((name) => name.endsWith(ending)) ?? '');
  return { keyFile: file('.key'), certificateFile: file('.cert'), metadata: readFileSync(file('.xml'), 'utf8') };
}
