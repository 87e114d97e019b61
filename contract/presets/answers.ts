import type { PresetVariant } from '#contract/presets/preset';

export type Answers = Readonly<Record<string, string>>;

/** Names of the questions whose answers are missing or do not fit. */
export function wrongAnswers({ questions }: Pick<PresetVariant, 'questions'>, answers: Answers): string[] {
  return questions.filter(({ name, pattern }) => !new RegExp(pattern).test(answers[name] ?? '')).map(({ name }) => name);
}

/** Puts values where `{name}` stands: answers into addresses, addresses into guides. A name without a value stays as it is. */
export function fillIn(text: string, values: Answers): string {
  return text.replaceAll(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark);
}
