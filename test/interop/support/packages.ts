import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** The peers, and what they need to run, as Debian calls them. */
const packages = ['simplesamlphp', 'apache2', 'libapache2-mod-auth-mellon', 'libapache2-mod-php', 'php-xml', 'php-mbstring'] as const;
/** Those whose versions a report names. */
const peers = ['simplesamlphp', 'libapache2-mod-auth-mellon', 'apache2', 'liblasso3', 'libxmlsec1'] as const;

/** The peers are there, with their versions; or why they are not, in words for whoever reads the log. */
export type Peers = { readonly ok: true; readonly versions: readonly string[] } | { readonly ok: false; readonly because: string };

/** Installs what is missing, where that is possible: Debian or one of its kind, as root, with packages to be had. */
export function findPeers(say: (line: string) => void): Peers {
  if (!existsSync('/usr/bin/dpkg')) return { ok: false, because: 'this is not Debian: there is no dpkg' };
  const missing = packages.filter((name) => versionOf(name) === null);
  if (missing.length > 0) {
    const list = missing.join(' ');
    if (process.getuid?.() !== 0) return { ok: false, because: `only root can install packages, and these are missing: ${list}` };
    say(`installing ${list}`);
    const failed = install(missing);
    if (failed !== null) return { ok: false, because: `these packages could not be installed: ${list}\n${failed}` };
  }
  const versions = peers.flatMap((name) => {
    const version = versionOf(name);
    return version === null ? [] : [`${name} ${version}`];
  });
  return { ok: true, versions };
}

function versionOf(name: string): string | null {
  const { stdout } = spawnSync('dpkg', ['--status', name], { encoding: 'utf8' });
  return stdout.includes('Status: install ok installed') ? (/^Version: (.+)$/m.exec(stdout)?.[1] ?? '') : null;
}

const policy = '/usr/sbin/policy-rc.d';

/** Null when all went well; otherwise the last words of apt-get. */
function install(names: readonly string[]): string | null {
  // Packages start their services unless a policy says no. One that is there already is the machine's own business.
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...words: string[]) => spawnSync('apt-get', ['-q', ...words], { encoding: 'utf8', env, timeout: 120_000 });
    const wanted = ['install', '-y', '--no-install-recommends', ...names];
    // The lists of a fresh image are empty, those of an old machine out of date; a machine in use needs neither.
    if (apt(...wanted).status === 0) return null;
    apt('update');
    const { status, stdout, stderr, error } = apt(...wanted);
    if (status === 0) return null;
    return error?.message ?? `${stdout}${stderr}`.trim().split('\n').slice(-5).join('\n');
  } finally {
    if (isOurs) rmSync(policy);
  }
}
