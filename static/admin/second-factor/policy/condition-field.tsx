import type { ConditionMember } from '#contract/policy-words/condition';
import type { PolicyCondition } from '#contract/settings/policy/condition';
import { secondFactor } from '../../i18n/second-factor.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { CountryField } from '../../ui/country-field.tsx';
import { LinesField } from '../../ui/lines-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { optionsOf } from '../../ui/options.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TimesFields } from './times-fields.tsx';

const words = secondFactor;

/** What rules may name. */
export interface Nameable {
  readonly connections: readonly Choice[];
  readonly applications: readonly Choice[];
  readonly networks: readonly Choice[];
}
interface Choice {
  readonly value: string;
  readonly label: string;
}

interface ConditionFieldProps {
  readonly member: ConditionMember;
  readonly when: PolicyCondition;
  readonly nameable: Nameable;
  readonly error: string | null;
  readonly onChange: (when: PolicyCondition) => void;
}

export const strengthOptions = optionsOf(words.strengths);

/** One member of a condition. A new one does not compile until it has a field. */
export function ConditionField({ member, when, nameable, error, onChange }: ConditionFieldProps) {
  const { label, hint }: { readonly label: string; readonly hint?: string } = words.conditions[member];
  const shared = { label, error, ...(hint === undefined ? {} : { hint }) };
  const set = (value: unknown) => onChange({ ...when, [member]: value });
  switch (member) {
    case 'connections':
    case 'applications':
    case 'networks':
    case 'outsideNetworks': {
      const kind = member === 'outsideNetworks' ? 'networks' : member;
      return (
        <CheckList
          legend={label}
          options={nameable[kind]}
          chosen={when[member] ?? []}
          {...(kind === 'applications' ? {} : { none: words.editor.none[kind] })}
          {...(hint === undefined ? {} : { hint })}
          gone={words.editor.gone}
          error={error}
          onChange={set}
        />
      );
    }
    case 'emailDomains':
    case 'anyGroup':
      return <LinesField {...shared} hint={hint ?? ''} lines={when[member] ?? []} lowerCase={member === 'emailDomains'} onChange={set} />;
    case 'countries':
    case 'outsideCountries':
      return <CountryField {...shared} chosen={when[member] ?? []} onChange={set} />;
    case 'providerProved':
    case 'providerProvedLess':
      return <SelectField {...shared} value={when[member] ?? 'any'} options={strengthOptions} onChange={set} />;
    case 'recentFailures':
      return <NumberField {...shared} hint={hint ?? ''} value={when.recentFailures ?? Number.NaN} onChange={set} />;
    case 'times':
      return when.times === undefined ? null : <TimesFields times={when.times} error={error} onChange={set} />;
    case 'newBrowser':
    case 'newCountry':
    case 'impossibleTravel':
    case 'firstSignIn':
      return (
        <div className="condition-said">
          <p>{label}</p>
          {hint !== undefined && <p className="field-hint">{hint}</p>}
        </div>
      );
    default:
      return member satisfies never;
  }
}
