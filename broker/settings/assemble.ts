import type { ErrorCode } from '#contract/errors';
import type { Connection } from '#contract/settings/connection';
import type { Part, PartRef, SecretContent } from '#contract/settings/parts';
import type { Party } from '#contract/settings/party';
import type { Problem } from '#contract/settings/problems';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import { secretRefs } from '#contract/settings/secrets';
import type { Settings } from '#contract/settings/snapshot';
import { settingsProblems } from '#contract/settings/validate';
import { Secret } from '../domain/secret.ts';
import { partHash } from './canonical.ts';
import { readContent, splitName } from './part.ts';

export type Assembled =
  | { readonly ok: true; readonly settings: Settings; readonly secrets: ReadonlyMap<string, Secret> }
  | { readonly ok: false; readonly code: ErrorCode; readonly problems: readonly Problem[] };

/**
 * Puts a revision together from its parts. Pure, and strict: every part there, each what its name says, the whole valid
 * by the contract, exactly the secrets that are referred to. Paths of problems point into the settings document, or
 * into `/parts/{index}` of the manifest where a part itself is at fault.
 */
export function assemble(refs: readonly PartRef[], parts: readonly Part[]): Assembled {
  const repeated = refs.flatMap((ref, index) =>
    refs.findIndex((other) => other.name === ref.name) === index
      ? []
      : [{ path: `/parts/${index}`, message: `"${ref.name}" stands twice` }],
  );
  if (repeated.length > 0) return fault('settings_invalid', repeated);

  const contents = new Map(parts.map((part) => [part.hash, part.content]));
  const absent = refs.flatMap((ref, index) =>
    contents.has(ref.hash) ? [] : [{ path: `/parts/${index}`, message: `"${ref.name}" has not arrived` }],
  );
  if (absent.length > 0) return fault('settings_part_missing', absent);

  const problems: Problem[] = [];
  const document: {
    connections: Connection[];
    parties: Party[];
    policy?: unknown;
    secondFactor: unknown;
    portal?: unknown;
    jira: unknown;
    notifications?: unknown;
  } = {
    connections: [],
    parties: [],
    // Settings that were saved before there was such a part have none.
    secondFactor: recommendedSecondFactor,
    jira: null,
  };
  const secrets = new Map<string, Secret>();
  for (const [index, ref] of refs.entries()) {
    const content = contents.get(ref.hash) as string;
    if (partHash(content) !== ref.hash) return fault('settings_part_hash_wrong', [{ path: `/parts/${index}`, message: 'changed' }]);
    const read = readContent(ref.name, content);
    if (!read.ok) {
      problems.push(...read.problems.map(({ path, message }) => ({ path: `/parts/${index}${path}`, message })));
      continue;
    }
    const { kind } = splitName(ref.name);
    if (kind === 'secret') {
      const secret = read.value as SecretContent;
      secrets.set(secret.id, new Secret(secret.value));
    } else if (kind === 'connection') document.connections.push(read.value as Connection);
    else if (kind === 'party') document.parties.push(read.value as Party);
    else if (kind === 'second-factor') document.secondFactor = read.value;
    else document[kind] = read.value;
  }
  if (problems.length > 0) return fault('settings_invalid', problems);

  const whole = settingsProblems(document);
  if (whole.length > 0) return fault('settings_invalid', whole);
  const settings = document as Settings;
  return secretFault(settings, secrets) ?? { ok: true, settings, secrets };
}

/** A secret that nobody refers to has no business on the broker, so it is as wrong as one that is not there. */
function secretFault(settings: Settings, secrets: ReadonlyMap<string, Secret>): Assembled | null {
  const wanted = secretRefs(settings);
  const missing = wanted.filter(({ ref }) => !secrets.has(ref.secret)).map(({ path }) => ({ path, message: 'the secret is not there' }));
  if (missing.length > 0) return fault('settings_secret_missing', missing);
  const names = new Set(wanted.map(({ ref }) => ref.secret));
  const unused = [...secrets.keys()].filter((id) => !names.has(id)).map((id) => ({ path: '/parts', message: `nothing refers to "${id}"` }));
  return unused.length > 0 ? fault('settings_invalid', unused) : null;
}

function fault(code: ErrorCode, problems: readonly Problem[]): Assembled {
  return { ok: false, code, problems };
}
