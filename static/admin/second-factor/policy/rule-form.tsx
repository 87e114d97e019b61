import Button from '@atlaskit/button/new';
import { useRef } from 'react';
import type { ConditionMember } from '#contract/policy-words/condition';
import type { Methods } from '#contract/settings/methods';
import { secondFactor } from '../../i18n/second-factor.ts';
import { FieldError } from '../../ui/field-error.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ConditionField, type Nameable } from './condition-field.tsx';
import { OutcomeFields } from './outcome-fields.tsx';
import { type AnyRule, conditionMembers, withMember, withoutMember } from './rule-edits.ts';

const words = secondFactor.editor;

interface RuleFormProps {
  readonly rule: AnyRule;
  readonly nameable: Nameable;
  readonly methods: Methods;
  /** Of a place below the rule. */
  readonly error: (below: string) => string | null;
  readonly onChange: (rule: AnyRule) => void;
}

/** One rule, opened: its name, its conditions, and what it asks for. */
export function RuleForm({ rule, nameable, methods, error, onChange }: RuleFormProps) {
  const adding = useRef<HTMLDivElement>(null);
  const present = conditionMembers.filter((member) => rule.when[member] !== undefined);
  const absent = conditionMembers.filter((member) => rule.when[member] === undefined);
  const labelOf = (member: ConditionMember): string => secondFactor.conditions[member].label;
  return (
    <div className="rule-form">
      <TextField
        label={words.nameLabel}
        hint={words.nameHint}
        value={rule.name}
        maxLength={80}
        error={error('name')}
        onChange={(name) => onChange({ ...rule, name })}
      />
      <fieldset className="conditions">
        <legend>{words.when}</legend>
        <p className="subtle">{present.length === 0 ? words.whenNone : words.whenAll}</p>
        {error('when') !== null && present.length === 0 && <FieldError role="alert">{error('when')}</FieldError>}
        <ul className="condition-list">
          {present.map((member) => (
            <li key={member} className="condition">
              <ConditionField
                member={member}
                when={rule.when}
                nameable={nameable}
                error={error(`when/${member}`)}
                onChange={(when) => onChange({ ...rule, when })}
              />
              <Button
                appearance="subtle"
                aria-label={words.removeConditionWhat(labelOf(member))}
                onClick={() => {
                  onChange({ ...rule, when: withoutMember(rule.when, member) });
                  // The button that had the focus is gone.
                  adding.current?.querySelector('select')?.focus();
                }}
              >
                {words.removeCondition}
              </Button>
            </li>
          ))}
        </ul>
        {absent.length > 0 && (
          <div ref={adding}>
            <SelectField<ConditionMember | ''>
              label={words.addCondition}
              value=""
              options={[{ value: '', label: words.choose }, ...absent.map((member) => ({ value: member, label: labelOf(member) }))]}
              error={null}
              onChange={(member) => {
                const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
                if (member !== '') onChange({ ...rule, when: withMember(rule.when, member, timeZone) });
              }}
            />
          </div>
        )}
      </fieldset>
      {'outcome' in rule && (
        <OutcomeFields
          label={words.thenAsk}
          outcome={rule.outcome}
          methods={methods}
          error={(below) => error(`outcome/${below}`)}
          onChange={(outcome) => onChange({ ...rule, outcome })}
        />
      )}
    </div>
  );
}
