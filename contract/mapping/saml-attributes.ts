/** What the attributes of a SAML assertion say about a person. Pure. */
import { type Mapped, mapFacts } from '#contract/mapping/map-facts';
import type { Compile } from '#contract/mapping/patterned';
import { type Mapping, nameIdSource } from '#contract/settings/connections/mapping';

/** Another name for each sign-in (SAML 2.0 Core, 8.3.8): it names nobody. */
export const transientFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

export interface Asserted {
  readonly nameId: { readonly value: string; readonly format: string | null };
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** The person as the mapping reads the attributes, or the one that does not fit. */
export function factsInAttributes(mapping: Mapping, { nameId, attributes }: Asserted, compile: Compile): Mapped {
  return mapFacts(mapping, (from) => (from === nameIdSource ? [nameId.value] : (attributes.get(from) ?? null)), compile);
}

type SubjectSource = 'name-id' | { readonly attribute: string };

/** Who the person is at the provider, for good; null where the answer does not say, or names somebody new each time. */
export function subjectIn(subject: SubjectSource, { nameId, attributes }: Asserted): string | null {
  if (subject === 'name-id') return nameId.format === transientFormat ? null : nameId.value;
  const [value, ...others] = attributes.get(subject.attribute) ?? [];
  return value === undefined || value.trim() === '' || others.length > 0 ? null : value;
}
