import { methodTexts } from '#contract/messages/en/second-factor';
import { listed, type PolicyNames } from '#contract/policy-words/names';
import { outcomeWords } from '#contract/policy-words/outcome';
import { sentenceOf } from '#contract/policy-words/rules';
import { rulesOf } from '#contract/presets/policies';
import type { Foreseen, ForeseenDemand, ForeseenStep } from '#contract/rpc/second-factor';
import type { MethodKind } from '#contract/settings/methods';

export interface StepWords {
  readonly title: string;
  readonly text: string;
  readonly kind: 'company' | ForeseenStep['kind'];
}

const methodList = (methods: readonly MethodKind[]) =>
  listed(
    methods.map((method) => methodTexts[method].name),
    'or',
  );

/** The way of a sign-in as a strip: the company first, then each step, then how it ends. */
export function stepStrip({ steps }: Pick<Foreseen, 'steps'>, company: string, entering: string): StepWords[] {
  return [{ kind: 'company', title: 'Signs in', text: `At ${company}.` }, ...steps.map((step) => stepWords(step, company, entering))];
}

function stepWords(step: ForeseenStep, company: string, entering: string): StepWords {
  const { kind } = step;
  switch (kind) {
    case 'ask-provider':
      return { kind, title: 'Back to the company', text: `${company} is asked to check the person again.` };
    case 'challenge':
      return { kind, title: 'Second factor', text: `${methodList(step.methods)}.` };
    case 'enrol':
      return {
        kind,
        title: 'Sets one up',
        text: `${methodList(step.methods)}.${step.mayWaitDays > 0 ? ` May be put off for ${step.mayWaitDays} days from the first time.` : ''}`,
      };
    case 'enter':
      return { kind, title: 'Gets in', text: `Into ${entering}.` };
    case 'deny':
      return { kind, title: 'Turned away', text: 'A rule says so. The person is told whom to ask.' };
    case 'unreachable':
      return { kind, title: 'Cannot go on', text: 'What is asked for is something that this person has not and cannot set up here.' };
    default:
      return step satisfies never;
  }
}

/** One sentence that says what comes of it. */
export function outcomeSentence({ steps }: Pick<Foreseen, 'steps'>): string {
  const kinds = steps.map(({ kind }) => kind);
  if (kinds.includes('deny')) return 'This person is turned away.';
  if (kinds.includes('unreachable')) return 'This person does not get in: nobody can show what is asked for.';
  const asked = kinds.filter((kind) => kind === 'challenge' || kind === 'enrol');
  const again = kinds.includes('ask-provider') ? ' is sent back to the company, and' : '';
  if (asked.length === 0) return `This person${again} gets in without a second factor here.`;
  const first = steps.find(({ kind }) => kind === 'enrol');
  const later = first?.kind === 'enrol' && first.mayWaitDays > 0 ? ', now or within the days of grace' : '';
  const what =
    asked[0] === 'enrol'
      ? `has to set up a second factor${later}`
      : `is asked for a second factor${asked.includes('enrol') ? ', and has to set up a better one' : ''}`;
  return `This person${again} ${what}, and then gets in.`;
}

export interface DemandWords {
  /** The rule as a sentence. */
  readonly rule: string;
  /** What it is called; null for the one that closes the list, and for what was said of the person. */
  readonly name: string | null;
  /** How it stands. */
  readonly standing: string;
  readonly met: boolean;
}

/** The rules that decide, each with how it stands before anything was asked here. */
export function demandWords(foreseen: Pick<Foreseen, 'demands' | 'policy' | 'denied'>, names: PolicyNames): DemandWords[] {
  const rules = rulesOf(foreseen.policy);
  const { denied } = foreseen;
  const rule = denied && rules.deny[denied.index];
  if (denied && rule)
    return [
      { rule: sentenceOf({ part: 'deny', rule }, names), name: denied.name, standing: 'It fits, so the sign-in ends here.', met: false },
    ];
  return foreseen.demands.map((demand) => ({
    rule: ruleWords(demand, foreseen, names),
    name: demand.name,
    standing: standingOf(demand),
    met: demand.metBy !== null,
  }));
}

function ruleWords({ part, index, outcome }: ForeseenDemand, { policy }: Pick<Foreseen, 'policy'>, names: PolicyNames): string {
  const { list, raise, otherwise } = rulesOf(policy);
  if (part === 'person')
    return outcome.ask === 'nothing' ? 'This person is exempt for a while.' : `For this person in any case: ${outcomeWords(outcome)}.`;
  const rule = part === 'otherwise' ? undefined : (part === 'list' ? list : raise)[index];
  if (part === 'otherwise' || rule === undefined)
    return sentenceOf({ part: 'otherwise', outcome: otherwise, isOnly: list.length === 0 }, names);
  return sentenceOf({ part, rule }, names);
}

function standingOf({ metBy, couldMeet }: ForeseenDemand): string {
  if (metBy === 'nothing-asked') return 'Met: nothing is asked.';
  if (metBy === 'remembered-browser') return 'Met by the remembered browser.';
  return couldMeet.length === 0
    ? 'Open: nothing that this person has meets it.'
    : `Open: met once this is shown: ${methodList(couldMeet)}.`;
}
