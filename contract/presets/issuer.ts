import type { Preset } from '#contract/presets/preset';

export type Answers = Readonly<Record<string, string>>;

/** Names of the questions whose answers are missing or do not fit. */
export function wrongAnswers(preset: Preset, answers: Answers): string[] {
  return preset.questions.filter(({ name, pattern }) => !new RegExp(pattern).test(answers[name] ?? '')).map(({ name }) => name);
}

/** The issuer that the answers make; each fits its pattern by then. */
export function issuerFrom(preset: Preset, answers: Answers): string {
  return fillIn(preset.issuer, answers);
}

/** Puts values where `{name}` stands; a name without a value stays as it is. */
export function fillIn(text: string, values: Answers): string {
  return text.replaceAll(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark);
}
