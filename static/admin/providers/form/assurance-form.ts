import { offeredAssurance } from '#contract/presets/assurance';
import type { Protocol } from '#contract/settings/connection';
import type { AssuranceTable } from '#contract/settings/connections/assurance';
import type { PresetId } from '#contract/settings/connections/preset-id';
import { type Strength, strengths } from '#contract/settings/policy/strength';
import type { Problem } from '#contract/settings/problems';
import { assuranceProblems } from '#contract/settings/rules/assurance';
import { assuranceWords as words } from '../../i18n/assurance.ts';

/** What the provider's word counts as, as it is typed: a value and a strength in each line. */
export interface AssuranceForm {
  readonly counts: boolean;
  readonly contextLines: string;
  readonly methodLines: string;
  readonly methodsAttribute: string;
  /** Minutes. */
  readonly maxAge: string;
  readonly askLines: string;
}

export const blankAssurance: AssuranceForm = {
  counts: false,
  contextLines: '',
  methodLines: '',
  methodsAttribute: '',
  maxAge: '480',
  askLines: '',
};

/** What a vendor is known to say, filled in and off: only the administrator knows what the company asks for. */
export function offeredTexts(preset: PresetId, protocol: Protocol): AssuranceForm {
  const offer = protocol === 'oidc' ? offeredAssurance(preset, 'oidc') : protocol === 'saml' ? offeredAssurance(preset, 'saml') : null;
  return offer === null ? blankAssurance : { ...assuranceTexts(offer), counts: false };
}

export function assuranceTexts(table: AssuranceTable): AssuranceForm {
  return {
    counts: true,
    contextLines: linesOf(table.contexts.map(({ value, counts }) => [value, counts])),
    methodLines: linesOf(table.methods.map(({ value, counts }) => [value, counts])),
    methodsAttribute: table.methodsAttribute ?? '',
    maxAge: String(table.maxAgeMinutes),
    askLines: linesOf(table.ask.map((each) => [each.value, each.for])),
  };
}

/** The tables as they would be saved; what is not valid stays as it was typed, for the schema to refuse. */
export function oidcAssurance(form: AssuranceForm) {
  return form.counts ? { assurance: tableOf(form) } : {};
}

export function samlAssurance(form: AssuranceForm) {
  if (!form.counts) return {};
  const attribute = form.methodsAttribute.trim();
  return { assurance: { ...tableOf(form), methodsAttribute: attribute === '' ? null : attribute } };
}

function tableOf({ contextLines, methodLines, askLines, maxAge }: AssuranceForm): AssuranceTable {
  const counted = (lines: string) => pairsIn(lines).map(([value, strength]) => ({ value, counts: strength }));
  return {
    contexts: counted(contextLines),
    methods: counted(methodLines),
    maxAgeMinutes: maxAge.trim() === '' ? Number.NaN : Number(maxAge),
    ask: pairsIn(askLines).map(([value, strength]) => ({ value, for: strength })),
  };
}

/** Every mistake of the table in plain words; they go before what the schema says. */
export function assuranceMistakes(form: AssuranceForm, table: AssuranceTable): Problem[] {
  const at = '/connection/assurance';
  const texts = { contexts: form.contextLines, methods: form.methodLines, ask: form.askLines };
  const wrong = Object.entries(texts).flatMap(([list, text]) =>
    linesIn(text).flatMap((line, index) =>
      isPair(line) ? [] : [{ path: `${at}/${list}/${index}/value`, message: words.wrongLine(line) }],
    ),
  );
  return wrong.length > 0 ? wrong : [...assuranceProblems(table, at)];
}

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const wordsOf = (line: string): [string, string] => {
  const [value = '', strength = ''] = line.split(/\s+/);
  return [value, strength];
};

function isPair(line: string): boolean {
  return line.split(/\s+/).length === 2 && strengths.some((strength) => strength === wordsOf(line)[1]);
}

function pairsIn(text: string): [string, Strength][] {
  return linesIn(text).map((line) => wordsOf(line) as [string, Strength]);
}

function linesOf(pairs: readonly (readonly [string, Strength])[]): string {
  return pairs.map((pair) => pair.join(' ')).join('\n');
}
