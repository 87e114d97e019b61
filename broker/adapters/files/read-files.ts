import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../domain/app-error.ts';

/** A file with what it says. */
interface ReadFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The files at these paths; of a folder, those in it whose name ends so, by name. Throws `config_invalid`, which says of the
 * variable `name` what cannot be read.
 */
export function readFiles(paths: readonly string[], { name, ending }: { name: string; ending: string }): ReadFile[] {
  return paths.flatMap((path) => {
    try {
      return filesAt(path, ending).map((file) => ({ path: file, text: readFileSync(file, 'utf8') }));
    } catch (cause) {
      throw new AppError('config_invalid', { cause, problems: [{ path: `/${name}`, message: `${path} cannot be read.` }] });
    }
  });
}

function filesAt(path: string, ending: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory() && entry.name.endsWith(ending)).map(({ name }) => name);
  return names.sort().map((name) => join(path, name));
}
