import { OpenAPIBackend, type Request } from 'openapi-backend';
import {
  type ApiDocument,
  type ApiOperation,
  findAtlassianDocuments,
  methods,
  notRunNotice,
  operationName,
  readAtlassianDocuments,
} from './documents.ts';

/** What is wrong with an exchange, in sentences; empty when it conforms. */
type Problems = string[];

export interface AtlassianValidator {
  /** Judges a request a client is about to send. `path` is below the site, `query` without the question mark. */
  request(method: string, path: string, query: string | URLSearchParams, headers: Record<string, string>, body: unknown): Problems;
  /** Judges an answer: `body` is the text received. */
  response(method: string, path: string, status: number, headers: Record<string, string>, body: string): Problems;
  /** `GET /rest/...` as the document writes it, or `null` for what it does not have. */
  operationOf(method: string, path: string): string | null;
  /** Every operation of both documents (the platform's trimmed). */
  operations(): string[];
}

interface Judge {
  backend: OpenAPIBackend;
  document: ApiDocument;
  errorSchema: string;
}

let loaded: Promise<AtlassianValidator> | undefined;

/** Loads the documents once per process. Throws, naming what to fetch, where they are missing. */
export function loadAtlassianValidator(): Promise<AtlassianValidator> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<AtlassianValidator> {
  const folder = findAtlassianDocuments();
  if (folder === null) throw new Error(notRunNotice('validation against Atlassian’s documents'));
  const documents = readAtlassianDocuments(folder);
  const judges = {
    jsm: await judgeOf(documents.jsm, 'ErrorResponse'),
    platform: await judgeOf(documents.platform, 'ErrorCollection'),
  };
  const judgeFor = (path: string) => (path.startsWith('/rest/servicedeskapi') ? judges.jsm : judges.platform);
  const operationOf = (method: string, path: string) => find(judgeFor(path), method, path)?.name ?? null;
  return {
    operationOf,
    operations: () => Object.values(judges).flatMap(({ document }) => operationNames(document)),
    request: (method, path, query, headers, body) => requestProblems(judgeFor(path), method, path, query, headers, body),
    response: (method, path, status, headers, body) => responseProblems(judgeFor(path), method, path, status, headers, body),
  };
}

/** The error forms are judged as answers of an operation of their own, so that one validator does all. */
const errorPath = '/rest/any-error';

async function judgeOf(document: ApiDocument, errorSchema: string): Promise<Judge> {
  const errors: ApiOperation = {
    operationId: operationName('GET', errorPath),
    responses: { '400': { content: { 'application/json': { schema: { $ref: `#/components/schemas/${errorSchema}` } } } } },
  };
  const definition = { ...document, paths: { ...document.paths, [errorPath]: { get: errors } } };
  const backend = new OpenAPIBackend({
    definition: definition as never,
    quick: true,
    coerceTypes: true,
    ajvOpts: { strict: false, validateFormats: false, logger: false, allErrors: true },
  });
  await backend.init();
  return { backend, document, errorSchema };
}

function operationNames(document: ApiDocument): string[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => (item[method] ? [operationName(method, path)] : [])),
  );
}

function find(judge: Judge, method: string, path: string): { name: string; operation: ApiOperation } | null {
  const matched = judge.backend.matchOperation({ method, path, headers: {} });
  const name = matched?.operationId;
  const operation = matched && judge.document.paths[matched.path]?.[method.toLowerCase()];
  return name !== undefined && operation ? { name, operation } : null;
}

function requestProblems(
  judge: Judge,
  method: string,
  path: string,
  query: string | URLSearchParams,
  headers: Record<string, string>,
  body: unknown,
): Problems {
  const found = find(judge, method, path);
  if (!found) return [`${method} ${path} is not in Atlassian's document`];
  const problems: Problems = [];
  const lower = new Headers(headers);
  if (needsOptIn(judge, found.operation) && lower.get('x-experimentalapi') !== 'opt-in') {
    problems.push(`${found.name} is experimental and needs X-ExperimentalApi: opt-in`);
  }
  if (path.toLowerCase().endsWith('/attachtemporaryfile') && lower.get('x-atlassian-token') !== 'no-check') {
    problems.push(`${found.name} is an upload and needs X-Atlassian-Token: no-check`);
  }
  const request = { method, path, query: asRecord(query), headers: Object.fromEntries(lower), ...(body === undefined ? {} : { body }) };
  const { errors } = judge.backend.validateRequest(request as Request, found.name);
  return [...problems, ...sentences(found.name, errors)];
}

/**
 * Statuses that the documents speak of only in prose or not at all: wrong credentials (401, which some operations forget
 * to list), an experimental operation without the header (412), limits (429), troubles (503), bodies beyond the limit
 * (413), what the simulator lacks (501). Their bodies still must have the API's error form.
 */
const proseStatuses = new Set([401, 412, 413, 429, 501, 503]);

function responseProblems(
  judge: Judge,
  method: string,
  path: string,
  status: number,
  headers: Record<string, string>,
  body: string,
): Problems {
  const found = find(judge, method, path);
  if (!found) return [`${method} ${path} is not in Atlassian's document`];
  if (new Headers(headers).get('x-failure-category') === 'FAILURE_CLIENT_SCOPE_CHECK') return gatewayProblems(status, body);
  const described = found.operation.responses[String(status)];
  if (!described && !proseStatuses.has(status)) return [`${found.name} answered ${status}, which the document does not describe`];
  if (status === 412 && !needsOptIn(judge, found.operation)) return [`${found.name} answered 412 without being experimental`];
  let parsed: unknown = null;
  try {
    parsed = body === '' ? null : JSON.parse(body);
  } catch {
    return [`${found.name} answered ${status} with a body that is not JSON`];
  }
  // An empty schema describes nothing: such answers may have no body at all.
  const hasSchema = Object.keys(described?.content?.['application/json']?.schema ?? {}).length > 0;
  if (status >= 400 && !hasSchema) {
    const { errors } = judge.backend.validateResponse(parsed, operationName('GET', errorPath), 400);
    return sentences(`${found.name} ${status} (${judge.errorSchema})`, errors);
  }
  if (status < 300 && !described?.content && parsed !== null) return [`${found.name} answered ${status} with a body that is not described`];
  if (status < 300 && hasSchema && parsed === null) return [`${found.name} answered ${status} without the body that is described`];
  return sentences(`${found.name} ${status}`, judge.backend.validateResponse(parsed, found.name, status).errors);
}

/** Both documents mark operations experimental; only Service Management's asks for the header. */
function needsOptIn(judge: Judge, operation: ApiOperation): boolean {
  return judge.errorSchema === 'ErrorResponse' && operation['x-experimental'] === true;
}

/** Atlassian's gateway answers for itself when a token's scopes do not cover an operation. */
function gatewayProblems(status: number, body: string): Problems {
  const same = status === 401 && body === '{"code":401,"message":"Unauthorized; scope does not match"}';
  return same ? [] : ['the gateway refuses missing scopes with 401 and its own body'];
}

function sentences(name: string, errors: { instancePath: string; message?: string; params?: unknown }[] | null | undefined): Problems {
  return (errors ?? []).map(
    (error) => `${name}: ${error.instancePath || 'body'} ${error.message ?? 'is wrong'} ${JSON.stringify(error.params ?? {})}`,
  );
}

function asRecord(query: string | URLSearchParams): Record<string, string | string[]> {
  const values = new URLSearchParams(query);
  return Object.fromEntries([...new Set(values.keys())].map((name) => [name, one(values.getAll(name))]));
}

function one(values: string[]): string | string[] {
  return values.length === 1 ? (values[0] ?? '') : values;
}
