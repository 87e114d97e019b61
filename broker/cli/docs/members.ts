import type { JsonSchema } from '../json-schema.ts';

/** One member of a document: its path, what may stand there, and what it means. */
export interface Member {
  readonly path: string;
  readonly takes: string;
  readonly meaning: string;
}

/** Every member of a schema, from the outside in, in the order of the schema. `[]` in a path stands for each entry of a list. */
export function membersOf(schema: JsonSchema, path = ''): Member[] {
  if (schema.leaf !== undefined) return [];
  const forms = schema.anyOf?.filter((form) => form.type !== 'null');
  if (forms?.length === 1 && forms[0]) return membersOf(forms[0], path);
  if (forms !== undefined) return membersOfForms(forms, path);
  if (schema.items !== undefined) return membersOf(schema.items, `${path}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const at = path === '' ? name : `${path}.${name}`;
    // TypeBox leaves the list away where none must be there.
    const optional = !(schema.required ?? []).includes(name);
    const meaning = [member.description ?? '', optional ? 'May be left out.' : ''].filter((text) => text !== '').join(' ');
    return [{ path: at, takes: takes(member), meaning }, ...membersOf(member, at)];
  });
}

/**
 * Members that not every form has say to which they belong; what all have is told once, before the rest. The member that
 * names the form is told by its parent.
 */
function membersOfForms(forms: readonly JsonSchema[], path: string): Member[] {
  const named = forms.flatMap((form) => {
    const name = nameOf(form);
    if (name === null) return [];
    return membersOf(form, path)
      .filter((member) => member.path !== `${path}.${name.member}`)
      .map((member) => ({ member, name }));
  });
  const alike = [...Map.groupBy(named, ({ member }) => JSON.stringify(member)).values()];
  const everywhere = (group: typeof named) => group.length === forms.length;
  return [...alike.filter(everywhere), ...alike.filter((group) => !everywhere(group))].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    if (everywhere(group)) return [first.member];
    const names = group.map(({ name }) => `\`${name.member}: ${name.value}\``);
    return [{ ...first.member, meaning: `With ${oneOf(names)}. ${first.member.meaning}`.trim() }];
  });
}

function nameOf(form: JsonSchema): { member: string; value: string } | null {
  for (const [member, { const: value }] of Object.entries(form.properties ?? {})) if (typeof value === 'string') return { member, value };
  return null;
}

/** What may stand in a place, in a few words. */
function takes(schema: JsonSchema): string {
  if (schema.leaf !== undefined) return schema.leaf;
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return oneOf(schema.enum.map((value) => `\`${value}\``));
  if (schema.anyOf !== undefined) return oneOf([...new Set(schema.anyOf.map(formOf))]);
  switch (schema.type) {
    case 'array':
      return `list${limits(schema.minItems, schema.maxItems)} of ${takes(schema.items ?? {})}`;
    case 'object':
      return 'members';
    case 'string':
      return `text${limits(undefined, schema.maxLength)}`;
    case 'boolean':
      return '`true` or `false`';
    case 'null':
      return '`null`';
    case 'integer':
      return 'whole number';
    default:
      return '';
  }
}

function oneOf(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

function formOf(form: JsonSchema): string {
  const name = nameOf(form);
  return name === null ? takes(form) : `\`${name.member}: ${name.value}\``;
}

function limits(least: number | undefined, most: number | undefined): string {
  if (most === undefined) return '';
  return least === undefined || least < 1 ? ` (at most ${most})` : ` (${least} to ${most})`;
}
