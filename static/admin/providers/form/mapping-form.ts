import type { Mapping } from '#contract/settings/connections/mapping';

export const factNames = ['email', 'firstName', 'lastName', 'displayName', 'groups'] as const;
type FactName = (typeof factNames)[number];

/** Where the facts stand, as it is typed; an empty place for groups means that the provider tells none. */
export type MappingForm = Readonly<Record<FactName, string>> & Pick<Mapping, 'more' | 'patterns'>;

export const blankMapping: MappingForm = { email: '', firstName: '', lastName: '', displayName: '', groups: '', more: [], patterns: [] };

export function mappingTexts(mapping: Mapping): MappingForm {
  return { ...mapping, groups: mapping.groups ?? '' };
}

export function mappingOf(form: MappingForm): Mapping {
  const trimmed = Object.fromEntries(factNames.map((name) => [name, form[name].trim()])) as Record<FactName, string>;
  return {
    ...trimmed,
    groups: trimmed.groups === '' ? null : trimmed.groups,
    more: form.more.map(({ name, from }) => ({ name: name.trim(), from: from.trim() })),
    patterns: form.patterns,
  };
}
