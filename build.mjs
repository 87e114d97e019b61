// Bundles the broker for production: one folder of ES modules, nothing left to install but Node.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

// Some CommonJS packages inside the bundle ask for these.
const banner = `import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __dirnameOf } from 'node:path';
const require = __createRequire(import.meta.url), __filename = __fileURLToPath(import.meta.url), __dirname = __dirnameOf(__filename);`;

// Tests that run the bundle name a fresh folder of their own; only ours is emptied.
const [outdir = 'dist'] = process.argv.slice(2);
if (outdir === 'dist') rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ['broker/main.ts', 'broker/cli.ts'],
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  splitting: true,
  outdir,
  outExtension: { '.js': '.mjs' },
  tsconfig: 'broker/tsconfig.json',
  metafile: true,
  logLevel: 'warning',
  banner: { js: banner },
});
const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
console.log(`${outdir}: ${Object.keys(metafile.outputs).length} files, ${(bytes / 1024 / 1024).toFixed(1)} MB`);
