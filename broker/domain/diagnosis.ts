/** From a refusal to what is likely wrong, and where to mend it. Pure; the words are in `contract/messages`. */
import { clockWords, diagnoses } from '#contract/messages/en/diagnoses';
import { fillIn, fillInKnown, isFilled } from '#contract/presets/answers';
import type { PresetVariant } from '#contract/presets/preset';
import type { SignInTestMend } from '#contract/rpc/sign-in-test';
import { findDiagnosis } from './diagnosis-table.ts';
import { findGuideStep } from './guide-step.ts';
import type { ObservedFact } from './ports/observer.ts';

export type Facts = Readonly<Partial<Record<ObservedFact, string>>>;

/**
 * Which setting is likely wrong when a sign-in is refused with this code, in words with what was found, and the step of the
 * vendor's guide to look at. Null for codes that say nothing about a connection. `values` are filled into the guide: our addresses, and what
 * the provider is called.
 */
export function diagnose(
  code: string,
  variant: PresetVariant | null,
  facts: Facts,
  values: Readonly<Record<string, string>>,
): SignInTestMend | null {
  const name = findDiagnosis(code);
  if (name === null) return null;
  const { setting, look, sentences } = diagnoses[name];
  const known = factsInWords(facts);
  const told = sentences.map((sentence) => filled(sentence, known)).filter((sentence) => sentence !== null);
  const step = variant === null || look === null ? null : findGuideStep(variant, look);
  return {
    setting,
    text: told.join(' '),
    step: step && {
      title: step.title,
      text: fillInKnown(step.text, values),
      paste: (step.paste ?? []).map(({ field, value }) => ({ field, value: fillIn(value, values) })).filter(({ value }) => isFilled(value)),
    },
  };
}

/** Null where a fact is missing that the sentence is about. */
function filled(sentence: string, known: ReadonlyMap<string, string>): string | null {
  const names = [...sentence.matchAll(/\{([\w-]+)\}/g)].map(([, name]) => name ?? '');
  if (names.some((name) => !known.get(name))) return null;
  return sentence.replaceAll(/\{([\w-]+)\}/g, (_mark, name: string) => known.get(name) ?? '');
}

/** Values of a provider stand in quotation marks, so that nobody takes them for words of ours. */
function factsInWords(facts: Facts): ReadonlyMap<string, string> {
  const told = Object.entries(facts).filter(([, value]) => value !== '');
  const words = new Map(told.map(([name, value]) => [name, `"${value}"`]));
  const seconds = Number(facts['clock-difference-seconds']);
  if (Number.isFinite(seconds) && Math.abs(seconds) >= 2) {
    const text = seconds > 0 ? clockWords.ahead : clockWords.behind;
    words.set('clock-difference', text.replace('{seconds}', String(Math.abs(seconds))));
  }
  return words;
}
