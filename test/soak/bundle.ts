import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** One exact replacement in a file of the product, in a copy that is run and thrown away. */
export interface Edit {
  /** Below `broker/portal/`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const root = join(import.meta.dirname, '../..');
const portal = join(root, 'broker/portal');

/**
 * Bundles the player of worlds with the guard and everything they need into `outfile`, a module that a worker runs. With
 * edits the guard in it is another than the product's. Throws when an edit does not fit: its text has to stand in its file
 * exactly once.
 */
export async function bundlePlayer(outfile: string, edits: readonly Edit[] = []): Promise<void> {
  const open = new Set(edits);
  const editing: Plugin = {
    name: 'edits',
    setup: (setup) =>
      setup.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const file = relative(portal, path).split(sep).join('/');
        const here = edits.filter((edit) => edit.file === file);
        if (here.length === 0) return null;
        let contents = await readFile(path, 'utf8');
        for (const edit of here) {
          const places = contents.split(edit.from).length - 1;
          if (places !== 1) throw new Error(`"${edit.from}" stands ${places} times in ${edit.file}, not once`);
          contents = contents.replace(edit.from, () => edit.to);
          open.delete(edit);
        }
        return { contents, loader: 'ts' };
      }),
  };
  await build({
    absWorkingDir: root,
    entryPoints: ['test/soak/player.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'silent',
    plugins: [editing],
  });
  for (const edit of open) throw new Error(`${edit.file} is not part of the guard`);
}
