/** What people call the things that rules name by their short names. One that is gone is told by its short name. */
export interface PolicyNames {
  readonly connection: (id: string) => string;
  /** `portal`, or an application by its short name. */
  readonly application: (id: string) => string;
  readonly network: (id: string) => string;
}

/** Names out of lists of what there is. */
export function policyNames(of: {
  readonly connections: readonly Named[];
  readonly parties: readonly Named[];
  readonly networks: readonly Named[];
  readonly portal: string;
}): PolicyNames {
  const by = (all: readonly Named[]) => (id: string) => all.find((each) => each.id === id)?.name ?? id;
  const party = by(of.parties);
  return { connection: by(of.connections), application: (id) => (id === 'portal' ? of.portal : party(id)), network: by(of.networks) };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Where nothing is known by name, such as in a page of the documentation. */
export const plainNames: PolicyNames = {
  connection: (id) => id,
  application: (id) => (id === 'portal' ? 'the portal' : id),
  network: (id) => id,
};

const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** A country by its two letters, in English; letters that are none stay as they are. */
export function countryName(code: string): string {
  try {
    return countries.of(code) ?? code;
  } catch {
    return code;
  }
}

/** `one`, `one or two`, `one, two or three`. */
export function listed(items: readonly string[], last: 'or' | 'and'): string {
  const [tail = '', ...before] = [...items].reverse();
  return before.length === 0 ? tail : `${[...before].reverse().join(', ')} ${last} ${tail}`;
}
