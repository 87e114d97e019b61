import type { Connection } from '#contract/settings/connection';
import type { AssuranceTable } from '#contract/settings/connections/assurance';
import { atLeast, type Strength, strongerOf } from '../assurance.ts';
import type { EpochMs } from '../brands.ts';
import type { Identity } from '../identity.ts';

/** Clocks of providers may run ahead by this much; what is dated later was made up. */
const skewMs = 5 * 60_000;

/**
 * What the company's sign-in counts as, by the table of its connection: the strongest of the values that stand in it. `none`
 * without a table, for a value that is not in it, and for a sign-in of which nobody knows when it was (ASVS 5.0, 6.8.4).
 */
export function providerProved(connection: Connection, { assurance: told }: Pick<Identity, 'assurance'>, now: EpochMs): Strength {
  const table = tableOf(connection);
  if (table === null || told.authTime === null) return 'none';
  if (told.authTime > now + skewMs || now - told.authTime > table.maxAgeMinutes * 60_000) return 'none';
  const contexts = table.contexts.filter(({ value }) => value === told.acr);
  const methods = table.methods.filter(({ value }) => told.amr.includes(value));
  return [...contexts, ...methods].map(({ counts }) => counts).reduce<Strength>(strongerOf, 'none');
}

/** What to ask the provider for so that it proves at least this much, the dearest first; empty where it cannot be asked. */
export function contextsToAsk(connection: Connection, strength: Strength): readonly string[] {
  const asked = tableOf(connection)?.ask ?? [];
  return asked.filter((each) => atLeast(each.for, strength)).map(({ value }) => value);
}

/** The most that a company can be asked to prove; `none` where it can be asked for nothing. */
export function strongestOf(canAsk: (strength: Exclude<Strength, 'none'>) => boolean): Strength {
  return (['phishing-resistant', 'strong', 'any'] as const).find(canAsk) ?? 'none';
}

function tableOf(connection: Connection): AssuranceTable | null {
  return ('assurance' in connection && connection.assurance) || null;
}
