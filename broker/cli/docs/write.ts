/** `npm run docs`: writes every generated page below docs/, and removes those of presets that are no more. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { generatedPages } from './pages.ts';

const docs = new URL('../../../docs/', import.meta.url);
const pages = generatedPages();
await mkdir(new URL('idp/', docs), { recursive: true });
for (const name of await readdir(new URL('idp/', docs))) if (!pages.has(`idp/${name}`)) await rm(new URL(`idp/${name}`, docs));
for (const [path, text] of pages) await writeFile(new URL(path, docs), text);
