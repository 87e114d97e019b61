import type { PresetVariant } from '#contract/presets/preset';

export type Answers = Readonly<Record<string, string>>;

/** Names of the questions whose answers are missing or do not fit. */
export function wrongAnswers({ questions }: Pick<PresetVariant, 'questions'>, answers: Answers): string[] {
  return questions.filter(({ name, pattern }) => !new RegExp(pattern).test(answers[name] ?? '')).map(({ name }) => name);
}

/**
 * Words of a guide with what is known filled in. A sentence about a value that nobody knows yet is left out: a mark in braces
 * says nothing to people.
 */
export function fillInKnown(text: string, values: Answers): string {
  const sentences = fillIn(text, values).split(/(?<=[.!?]) (?=[A-Z])/);
  return sentences.filter(isFilled).join(' ');
}

/** No mark of a value that is missing stands in it. */
export const isFilled = (text: string): boolean => !/\{\w+\}/.test(text);

/** Puts values where `{name}` stands: answers into addresses, addresses into guides. A name without a value stays as it is. */
export function fillIn(text: string, values: Answers): string {
  return text.replaceAll(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark);
}
