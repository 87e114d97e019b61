import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { platformPathsInUse } from './paths.ts';

/** The parts of an OpenAPI document that this harness reads. */
export interface ApiDocument {
  paths: Record<string, Record<string, ApiOperation>>;
  components: { schemas: Record<string, unknown> };
}

export interface ApiOperation {
  operationId: string;
  responses: Record<string, { content?: Record<string, { schema?: unknown }> }>;
  'x-experimental'?: boolean;
}

export interface AtlassianDocuments {
  jsm: ApiDocument;
  platform: ApiDocument;
}

export const methods = ['get', 'put', 'post', 'delete'] as const;

export const publicAddresses = [
  'https://developer.atlassian.com/cloud/jira/service-desk/swagger.v3.json',
  'https://developer.atlassian.com/cloud/jira/platform/swagger-v3.v3.json',
] as const;

const checkout = fileURLToPath(new URL('../../../', import.meta.url));

/** Where the documents are looked for, in this order: ATLASSIAN_OPENAPI_DIR, then `../shared/atlassian` beside the checkout. */
export function documentFolders(environment: NodeJS.ProcessEnv = process.env): string[] {
  return [environment.ATLASSIAN_OPENAPI_DIR ?? '', resolve(checkout, '../shared/atlassian')].filter((folder) => folder !== '');
}

/** The first folder that holds both `jsm.openapi.json` and `jira.openapi.json`, or `null`. */
export function findAtlassianDocuments(folders: readonly string[] = documentFolders()): string | null {
  return folders.find((folder) => fileNames.every((name) => existsSync(resolve(folder, name)))) ?? null;
}

const fileNames = ['jsm.openapi.json', 'jira.openapi.json'];

/** Said where the documents are not: which suite did not run and what to fetch. */
export function notRunNotice(suite: string): string {
  return [
    `NOT RUN: ${suite}. Atlassian's OpenAPI documents are not here.`,
    `Fetch ${publicAddresses[0]} as jsm.openapi.json`,
    `and ${publicAddresses[1]} as jira.openapi.json`,
    'into one folder and name it in ATLASSIAN_OPENAPI_DIR.',
  ].join('\n');
}

/** Reads both documents; the platform's trimmed to the paths in use, because all of it costs 300 MB to compile. */
export function readAtlassianDocuments(folder: string): AtlassianDocuments {
  const read = (name: string): ApiDocument => JSON.parse(readFileSync(resolve(folder, name), 'utf8'));
  return { jsm: withUniqueIds(read('jsm.openapi.json')), platform: withUniqueIds(trimmed(read('jira.openapi.json'), platformPathsInUse)) };
}

/** Only the paths named, and the schemas they reach. A path the document does not have is an error of the list. */
function trimmed(document: ApiDocument, paths: readonly string[]): ApiDocument {
  const kept = paths.map((path) => {
    const item = document.paths[path];
    if (!item) throw new Error(`the document has no path ${path}`);
    return [path, item] as const;
  });
  const reached = new Map<string, unknown>();
  const follow = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === '$ref' && typeof value === 'string') reach(value);
      else follow(value);
    }
  };
  const reach = (reference: string): void => {
    const name = /^#\/components\/schemas\/(.+)$/.exec(reference)?.[1];
    if (name === undefined || reached.has(name)) return;
    reached.set(name, document.components.schemas[name]);
    follow(document.components.schemas[name]);
  };
  follow(kept);
  reach('#/components/schemas/ErrorCollection');
  return { ...document, paths: Object.fromEntries(kept), components: { ...document.components, schemas: Object.fromEntries(reached) } };
}

/** The document repeats six operation ids: ids become `GET /path`. */
function withUniqueIds(document: ApiDocument): ApiDocument {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method];
      if (operation) operation.operationId = operationName(method, path);
    }
  }
  return document;
}

export function operationName(method: string, path: string): string {
  return `${method.toUpperCase()} ${path}`;
}
