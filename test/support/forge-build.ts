import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = new URL('../../', import.meta.url);
const build = fileURLToPath(new URL('static/admin/build', root));
const cache = fileURLToPath(new URL('.cache', root));
const sources = ['static/admin/', 'contract/'];

/**
 * Builds the admin page where the build is missing or older than its sources. In a child process: Vite does not run
 * inside Jest. Beside the old one and then put in its place, since several test files may do so at once.
 */
export async function buildAdminPage(): Promise<void> {
  const age = await stat(`${build}/index.html`).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  if (age > (await newestSource())) return;
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(`${cache}/admin-`);
  const vite = ['node_modules/vite/bin/vite.js', 'build', '-c', 'static/admin/vite.config.ts', '--outDir', fresh];
  try {
    await run(process.execPath, vite, { cwd: fileURLToPath(root) });
    await rm(build, { recursive: true, force: true });
    // Another test file may have put its own, equal build there in between.
    await rename(fresh, build).catch(() => stat(`${build}/index.html`));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function newestSource(): Promise<number> {
  let newest = 0;
  for (const folder of sources) {
    const base = new URL(folder, root);
    for (const entry of await readdir(base, { recursive: true, withFileTypes: true })) {
      const place = `${entry.parentPath}/${entry.name}`;
      if (!entry.isFile() || place.includes('/admin/build')) continue;
      newest = Math.max(newest, (await stat(place)).mtimeMs);
    }
  }
  return newest;
}
