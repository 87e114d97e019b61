import type { PolicyNames } from '#contract/policy-words/names';
import { sentenceOf } from '#contract/policy-words/rules';
import type { Methods } from '#contract/settings/methods';
import type { PolicyRules } from '#contract/settings/policy/rules';
import { secondFactor } from '../../i18n/second-factor.ts';
import type { Nameable } from './condition-field.tsx';
import { OutcomeFields } from './outcome-fields.tsx';
import { RuleList } from './rule-list.tsx';

const words = secondFactor.editor;

interface RulesEditorProps {
  readonly rules: PolicyRules;
  readonly names: PolicyNames;
  readonly nameable: Nameable;
  readonly methods: Methods;
  readonly problemAt: (path: string) => string | null;
  readonly onChange: (rules: PolicyRules, path: string) => void;
}

/** Rules of one's own, in the order in which a sign-in is held against them. */
export function RulesEditor(props: RulesEditorProps) {
  const { rules, names, methods, problemAt, onChange } = props;
  return (
    <div className="rules-editor">
      <p className="section-intro">{words.how}</p>
      <RuleList part="deny" {...props} />
      <RuleList part="list" {...props} />
      <section className="rule-part" aria-label={words.otherwise}>
        <h4>{words.otherwise}</h4>
        <p className="subtle">{words.otherwiseIntro}</p>
        <div className="rule-otherwise">
          <p className="rule-sentence">
            {sentenceOf({ part: 'otherwise', outcome: rules.otherwise, isOnly: rules.list.length === 0 }, names)}
          </p>
          <OutcomeFields
            label={words.otherwiseAsk}
            outcome={rules.otherwise}
            methods={methods}
            error={(below) => problemAt(`/policy/rules/otherwise/${below}`)}
            onChange={(otherwise) => onChange({ ...rules, otherwise }, '/policy/rules/otherwise')}
          />
        </div>
      </section>
      <RuleList part="raise" {...props} />
    </div>
  );
}
