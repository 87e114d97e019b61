import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { Problem } from '#contract/settings/problems';
import { problemsOf } from '#contract/settings/shape';
import { FileSettings, isSecretPlace } from './schema.ts';

/** A mistake with its line in the file, counted from 1. */
type FileProblem = Problem & { readonly line: number };

export type ParsedFile =
  | { readonly ok: true; readonly document: FileSettings; lineOf(path: string): number }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Reads a settings file. JSON is YAML too, so one reader serves both and knows the lines of both. */
export function parseFile(text: string): ParsedFile {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, schema: 'core', prettyErrors: false });
  if (yaml.errors.length > 0) {
    // One slip in the form of a file makes many mistakes; only the first is sure to be one.
    const [first] = yaml.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
    return { ok: false, problems: first ? [{ path: '', message: first.message, line: lines.linePos(first.pos[0]).line }] : [] };
  }
  const lineOf = (path: string): number => lineOfPath(yaml, lines, path);
  let value: unknown;
  try {
    value = yaml.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return { ok: false, problems: [{ path: '', message: error instanceof Error ? error.message : 'cannot be read', line: 1 }] };
  }
  const found = problemsOf(FileSettings, value);
  if (found.length === 0) return { ok: true, document: value as FileSettings, lineOf };
  return { ok: false, problems: withoutEchoes(found.map(inWordsOfFiles)).map((problem) => ({ ...problem, line: lineOf(problem.path) })) };
}

/** A secret that was written into the file itself deserves a better sentence than what a schema says of a union. */
function inWordsOfFiles({ path, message }: Problem): Problem {
  if (!isSecretPlace(path)) return { path, message };
  const place = path
    .split('/')
    .slice(0, path.startsWith('/jira') ? 3 : 4)
    .join('/');
  return { path: place, message: 'must be { env: NAME } or { file: PATH }; the secret itself never stands in the file' };
}

/** Each place once: a union tells the same mistake once for every member, and again at its own place. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const once = new Map(problems.map((problem) => [problem.path, problem]));
  const all = [...once.values()];
  return all.filter(({ path, message }) => !(message.includes('anyOf') && all.some((other) => other.path.startsWith(`${path}/`))));
}

/** The line of a place, or of the nearest place around it that stands in the file. */
function lineOfPath(yaml: Document, lines: LineCounter, path: string): number {
  const keys = path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let length = keys.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? yaml.contents : yaml.getIn(keys.slice(0, length).map(asIndex), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function asIndex(key: string): string | number {
  return /^\d+$/.test(key) ? Number(key) : key;
}
