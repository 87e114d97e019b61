import type { TSchema } from 'typebox';
import { Settings as Limits } from 'typebox/system';
import { Value } from 'typebox/value';
import { oddityOf } from '#contract/settings/oddities';
import { compareCodeUnits } from '#contract/settings/order';
import type { Problem } from '#contract/settings/problems';

/** TypeBox stops at 8 mistakes unless told. Of a list of 50 connections all that are wrong are told, in all their forms. */
const maxMistakes = 10_000;

type Mistake = ReturnType<typeof Value.Errors>[number];

/** Every mistake of `value` against `schema`, each with its path; an empty list means that it fits. */
export function problemsOf(schema: TSchema, value: unknown): Problem[] {
  const found = new Map<string, string>();
  for (const mistake of withoutOtherForms(mistakesOf(schema, value))) {
    if (mistake.keyword === 'boolean') continue; // the same mistake is told again by its parent as additionalProperties
    const { instancePath: path } = mistake;
    if (!found.has(path)) found.set(path, wordsFor(mistake, value));
  }
  return [...found].map(([path, message]) => ({ path, message })).sort((a, b) => compareCodeUnits(a.path, b.path));
}

/** The limit is a setting of the whole process, so it is put back: elsewhere 8 are enough for a stranger's input. */
function mistakesOf(schema: TSchema, value: unknown): Mistake[] {
  const { maxErrors } = Limits.Get();
  Limits.Set({ maxErrors: maxMistakes });
  try {
    return Value.Errors(schema, value);
  } finally {
    Limits.Set({ maxErrors });
  }
}

/**
 * Where a value may have one of several forms that name themselves by a constant ("protocol": "saml"), only the mistakes
 * of the form that it names count; the others would tell a SAML connection that it lacks a client ID.
 */
function withoutOtherForms(mistakes: readonly Mistake[]): Mistake[] {
  const dropped = new Set<Mistake>();
  const added: Mistake[] = [];
  for (const union of mistakes) {
    if (union.keyword !== 'anyOf') continue;
    const within = mistakes.filter((mistake) => isWithin(union, mistake));
    const forms = [...Map.groupBy(within, ({ schemaPath }) => schemaPath.slice(union.schemaPath.length).split('/', 3)[2]).values()];
    const named = forms.filter((form) => !form.some((mistake) => saysOtherForm(union, mistake)));
    const unknown = named.length === 0 ? unknownForm(union, forms) : null;
    if (named.length !== 1 && unknown === null) continue;
    if (unknown !== null) added.push(unknown);
    for (const mistake of [union, ...within]) if (!named[0]?.includes(mistake)) dropped.add(mistake);
  }
  return [...mistakes, ...added].filter((mistake) => !dropped.has(mistake));
}

/** Is it told of one of the union's forms? */
function isWithin(union: Mistake, { schemaPath, instancePath }: Mistake): boolean {
  const at = union.instancePath;
  return schemaPath.startsWith(`${union.schemaPath}/anyOf/`) && (instancePath === at || instancePath.startsWith(`${at}/`));
}

/** The value is not even of the form's kind, or names another form by the constant that stands directly in it. */
function saysOtherForm(union: Mistake, { keyword, instancePath }: Mistake): boolean {
  const rest = instancePath.slice(union.instancePath.length);
  return keyword === 'const' ? /^(\/[^/]+)?$/.test(rest) : (keyword === 'type' || keyword === 'enum') && rest === '';
}

/** One mistake for a constant that names none of the forms; null where the forms are not told apart by one. */
function unknownForm(union: Mistake, forms: readonly (readonly Mistake[])[]): Mistake | null {
  const names = forms.map((form) => form.find((mistake) => mistake.keyword === 'const' && saysOtherForm(union, mistake)));
  const [first] = names;
  if (first === undefined || names.some((name) => name?.instancePath !== first.instancePath)) return null;
  const allowed = names.map((name) => (name?.params as { allowedValue?: unknown } | undefined)?.allowedValue);
  return { ...first, message: `must be one of ${allowed.map((value) => JSON.stringify(value)).join(', ')}` };
}

function wordsFor({ keyword, message, instancePath }: Mistake, value: unknown): string {
  if (keyword !== 'pattern' && keyword !== 'maxLength') return message;
  const text = at(value, instancePath);
  return (typeof text === 'string' ? oddityOf(text) : null) ?? message;
}

/** The value at a JSON Pointer (RFC 6901). */
function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
      value,
    );
}
