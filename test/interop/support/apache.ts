import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { overTheWire } from './way.ts';

/** One site of the web server: a name of its own, and what its section of the configuration says. */
export interface ApacheSite {
  readonly host: string;
  readonly lines: readonly string[];
}

export interface ApacheServer {
  /** Prints what the server and its programs wrote, for a test that went wrong. */
  said(): string;
  /** Resolves when it is gone. */
  stop(): Promise<void>;
}

const modules = '/usr/lib/apache2/modules';
/**
 * Runs a program until standard input ends, which it does when we let go of it, or are gone by whatever end. The shell is
 * there until the program is gone: Apache tells its whole process group to end, which is for Apache to follow.
 */
const untilLetGo = 'trap "" TERM; exec 3<&0; "$@" 3<&- </dev/null & server=$!; { read -r _ <&3; kill "$server"; } & wait "$server"';
/** Names as in LoadModule, and their files. What Debian compiles in is not listed. */
const loaded: readonly (readonly [name: string, file: string])[] = [
  ['mpm_prefork_module', 'mod_mpm_prefork.so'],
  ['authn_core_module', 'mod_authn_core.so'],
  ['authz_core_module', 'mod_authz_core.so'],
  ['authz_user_module', 'mod_authz_user.so'],
  ['alias_module', 'mod_alias.so'],
  ['dir_module', 'mod_dir.so'],
  ['env_module', 'mod_env.so'],
  ['mime_module', 'mod_mime.so'],
  ['auth_mellon_module', 'mod_auth_mellon.so'],
];

const isRoot = () => process.getuid?.() === 0;

/** A folder that the server's own user can reach, which it would not below a home of root's. */
export function openFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(isRoot() ? '/tmp' : tmpdir(), 'gatehouse-interop-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts Apache on a port of loopback with nothing of the machine's own configuration but PHP's list of extensions. */
export async function startApache(at: { folder: string; port: number; sites: readonly ApacheSite[] }): Promise<ApacheServer> {
  const { folder, port, sites } = at;
  for (const name of ['run', 'logs', 'empty']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'httpd.conf'), configuration(folder, port, sites));
  // Apache refuses to serve as root, and so it must be able to read and write as somebody else.
  if (isRoot()) run('chown', ['-R', 'www-data:www-data', folder]);

  const server = ['/usr/sbin/apache2', '-d', folder, '-f', join(folder, 'httpd.conf'), '-D', 'FOREGROUND'];
  const child = spawn('/bin/sh', ['-c', untilLetGo, 'sh', ...server], {
    stdio: ['pipe', 'ignore', 'pipe'],
    // When it ends, it ends its whole process group: that must not be ours.
    detached: true,
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' },
  });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => {
    complaint += text.toString();
  });
  const said = () => `${complaint}${readIfThere(join(folder, 'logs/error.log'))}`;
  await untilAnswering(child, port, said);
  return { said, stop: () => stopped(child) };
}

function configuration(folder: string, port: number, sites: readonly ApacheSite[]): string {
  const php = readPhpModule();
  return [
    `ServerRoot "${folder}"`,
    `DefaultRuntimeDir "${folder}/run"`,
    `PidFile "${folder}/run/apache.pid"`,
    `Listen 127.0.0.1:${port}`,
    'ServerName localhost',
    ...loaded.map(([name, file]) => `LoadModule ${name} ${modules}/${file}`),
    `LoadModule php_module ${modules}/${php}`,
    'User www-data',
    'Group www-data',
    `ErrorLog "${folder}/logs/error.log"`,
    'LogLevel warn auth_mellon:info',
    'StartServers 2',
    'MaxRequestWorkers 6',
    'TypesConfig /etc/mime.types',
    `Mutex file:${folder}/run default`,
    // Configuration files change between two requests here; a cache of compiled ones would not see it at once.
    'php_admin_value opcache.enable 0',
    `php_admin_value session.save_path "${folder}/run"`,
    'php_admin_value date.timezone UTC',
    `MellonLockFile "${folder}/run/mellon.lock"`,
    `MellonPostDirectory "${folder}/run"`,
    '<Directory "/">',
    '  Require all denied',
    '</Directory>',
    // A name that no site has gets none of them.
    `<VirtualHost 127.0.0.1:${port}>`,
    '  ServerName nobody.localhost',
    `  DocumentRoot "${folder}/empty"`,
    '</VirtualHost>',
    ...sites.flatMap(({ host, lines }) => [
      `<VirtualHost 127.0.0.1:${port}>`,
      `  ServerName ${host}`,
      ...lines.map((line) => `  ${line}`),
      '</VirtualHost>',
    ]),
    '',
  ].join('\n');
}

/** A section that lets a folder be served, PHP files run. */
export function servedFolder(path: string): string[] {
  return [
    `<Directory "${path}">`,
    '  Require all granted',
    '  <FilesMatch "\\.php$">',
    '    SetHandler application/x-httpd-php',
    '  </FilesMatch>',
    '</Directory>',
  ];
}

function readPhpModule(): string {
  const found = ['libphp8.2.so', 'libphp8.3.so', 'libphp8.4.so'].find((file) => existsSync(join(modules, file)));
  if (found === undefined) throw new Error('Apache has no PHP: libapache2-mod-php is missing');
  return found;
}

function run(program: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

async function untilAnswering(child: ChildProcess, port: number, said: () => string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Apache ended by itself: ${said()}`);
    const answer = await overTheWire.inject({ method: 'GET', url: '/', headers: { host: `nobody.localhost:${port}` } }).catch(() => null);
    if (answer !== null) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(`Apache did not answer: ${said()}`);
}

/** Lets go of it: the shell that holds it hears that, and ends it. */
function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    child.stdin?.end();
  });
}
