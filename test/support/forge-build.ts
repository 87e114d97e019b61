import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the admin page where the build is missing or older than its sources; in a child process, since Vite does not run inside Jest. */
export async function buildAdminPage(): Promise<void> {
  await run(process.execPath, ['static/admin/build.mjs'], { cwd: root });
}
