import type { Problem } from '#contract/settings/problems';
import type { Settings } from '#contract/settings/snapshot';
import { broker } from '../broker/client';
import { within } from '../broker/patience';
import { Fault } from '../fault';

type Lists = Pick<Settings, 'connections' | 'parties'>;

/** Refusals of the broker that are about what was entered. Any other one says nothing about it, and the save stands. */
const aboutSettings: readonly string[] = ['settings_invalid', 'connection_unsupported', 'connection_needs_mail'];

/** Of the 25 s that a save has. */
const patienceMs = 4_000;

/**
 * Asks the broker whether it takes what a save adds or changes, so that nothing is stored that could never go live. Throws
 * the broker's own refusal, each problem with the name of what it is about and its place in the form. A broker that does not
 * answer keeps nobody from saving.
 */
export async function refuseMisfits(before: Lists, after: Lists): Promise<void> {
  const changed = {
    connections: newIn(before.connections, after.connections),
    parties: newIn(before.parties, after.parties),
  };
  if (changed.connections.length + changed.parties.length === 0) return;
  const refusal = await refusalOf(changed);
  if (refusal === null || !aboutSettings.includes(refusal.error.code)) return;
  const problems = withNames(refusal.error.problems, changed).map(({ path, message }) => ({ path: formPath(path), message }));
  throw new Fault({ ...refusal.error, problems });
}

/** Problems of a document, each with the name of the identity provider or application that it is about. */
export function withNames(problems: readonly Problem[], { connections, parties }: Lists): Problem[] {
  return problems.map(({ path, message }) => {
    const [, list, index] = path.split('/');
    const named = (list === 'connections' ? connections : list === 'parties' ? parties : [])[Number(index)];
    return { path, message: named === undefined ? message : `“${named.name}”: ${message}` };
  });
}

const newIn = <Each>(before: readonly Each[], after: readonly Each[]): Each[] => {
  const known = new Set(before.map((each) => JSON.stringify(each)));
  return after.filter((each) => !known.has(JSON.stringify(each)));
};

/** A save changes one thing at most, and its form has no list around it. */
const formPath = (path: string): string => path.replace(/^\/connections\/\d+/, '/connection').replace(/^\/parties\/\d+/, '/party');

async function refusalOf(changed: Lists): Promise<Fault | null> {
  try {
    await within(patienceMs, broker.checkSettings(changed));
    return null;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
