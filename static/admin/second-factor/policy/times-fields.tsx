import Textfield from '@atlaskit/textfield';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import { secondFactor } from '../../i18n/second-factor.ts';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';

const words = secondFactor.editor;

type Times = NonNullable<PolicyCondition['times']>;
type Day = Times['days'][number];
const days = Object.keys(words.days) as Day[];

interface TimesFieldsProps {
  readonly times: Times;
  readonly error: string | null;
  readonly onChange: (times: Times) => void;
}

/** Days, hours and the clocks that they are read from. */
export function TimesFields({ times, error, onChange }: TimesFieldsProps) {
  return (
    <div className="times">
      <p className="condition-label">{secondFactor.conditions.times.label}</p>
      <fieldset className="days">
        <legend className="visually-hidden">{words.daysLegend}</legend>
        {days.map((day) => (
          <label key={day} className="day">
            <input
              type="checkbox"
              checked={times.days.includes(day)}
              onChange={(event) =>
                onChange({
                  ...times,
                  days: days.filter((each) => (each === day ? event.currentTarget.checked : times.days.includes(each))),
                })
              }
            />
            <span>{words.days[day]}</span>
          </label>
        ))}
      </fieldset>
      <div className="times-row">
        {(['from', 'to'] as const).map((edge) => (
          <Field key={edge} label={words[edge]} error={null}>
            {(control) => (
              <Textfield
                {...control}
                type="time"
                value={times[edge]}
                onChange={(event) => onChange({ ...times, [edge]: event.currentTarget.value })}
              />
            )}
          </Field>
        ))}
        <TextField
          label={words.zone}
          hint={words.zoneHint}
          value={times.zone}
          error={error}
          onChange={(zone) => onChange({ ...times, zone: zone.trim() })}
        />
      </div>
      <p className="field-hint">{secondFactor.conditions.times.hint}</p>
    </div>
  );
}
