/** `npm run docs`: writes every generated page below docs/, and removes those of presets that are no more. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { generatedFolders, generatedPages } from './pages.ts';

const docs = new URL('../../../docs/', import.meta.url);
const pages = generatedPages();
for (const folder of generatedFolders) {
  await mkdir(new URL(`${folder}/`, docs), { recursive: true });
  for (const name of await readdir(new URL(`${folder}/`, docs)))
    if (!pages.has(`${folder}/${name}`)) await rm(new URL(`${folder}/${name}`, docs));
}
for (const [path, text] of pages) await writeFile(new URL(path, docs), text);
