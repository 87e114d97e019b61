import { methodTexts } from '#contract/messages/en/second-factor';
import { type Methods, methodKinds } from '#contract/settings/methods';
import type { PolicyOutcome } from '#contract/settings/policy/rules';
import { secondFactor } from '../../i18n/second-factor.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { CheckList } from '../../ui/check-list.tsx';
import { optionsOf } from '../../ui/options.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { strengthOptions } from './condition-field.tsx';
import { outcomeOf } from './rule-edits.ts';

const words = secondFactor.editor;
const asks = optionsOf(secondFactor.asks);

interface OutcomeFieldsProps {
  readonly label: string;
  readonly outcome: PolicyOutcome;
  readonly methods: Methods;
  readonly error: (below: string) => string | null;
  readonly onChange: (outcome: PolicyOutcome) => void;
}

/** What is asked for. */
export function OutcomeFields({ label, outcome, methods, error, onChange }: OutcomeFieldsProps) {
  return (
    <div className="outcome">
      <SelectField label={label} value={outcome.ask} options={asks} error={null} onChange={(ask) => onChange(outcomeOf(ask, outcome))} />
      {(outcome.ask === 'factor' || outcome.ask === 'provider') && (
        <SelectField
          label={words.strength}
          value={outcome.strength}
          options={strengthOptions}
          error={error('strength')}
          onChange={(strength) =>
            onChange(
              outcome.ask === 'factor'
                ? { ...outcome, strength, rememberedBrowser: outcome.rememberedBrowser && strength === 'any' }
                : { ...outcome, strength },
            )
          }
        />
      )}
      {outcome.ask === 'factor' && outcome.strength === 'any' && (
        <CheckBox
          label={words.remembered}
          hint={words.rememberedHint}
          checked={outcome.rememberedBrowser}
          onChange={(rememberedBrowser) => onChange({ ...outcome, rememberedBrowser })}
        />
      )}
      {outcome.ask === 'factor' && outcome.strength !== 'any' && <p className="field-hint">{words.rememberedNot}</p>}
      {outcome.ask === 'methods' && (
        <CheckList
          legend={words.methods}
          options={methodKinds.map((value) => ({
            value,
            label: methodTexts[value].name,
            ...(methods[value].enabled ? {} : { hint: words.methodOff }),
          }))}
          chosen={outcome.methods}
          gone={words.gone}
          error={error('methods')}
          onChange={(chosen) => onChange({ ask: 'methods', methods: chosen })}
        />
      )}
    </div>
  );
}
