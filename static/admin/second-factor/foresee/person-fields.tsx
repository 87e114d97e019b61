import { methodTexts } from '#contract/messages/en/second-factor';
import type { DescribedPerson } from '#contract/rpc/second-factor';
import { methodKinds } from '#contract/settings/methods';
import { allCountries } from '../../i18n/countries.ts';
import { secondFactor } from '../../i18n/second-factor.ts';
import { useOverview } from '../../state/overview.tsx';
import { CheckBox } from '../../ui/check-box.tsx';
import { CheckList } from '../../ui/check-list.tsx';
import { LinesField } from '../../ui/lines-field.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { optionsOf } from '../../ui/options.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { localTime, timeIn } from './local-time.ts';

const words = secondFactor.foresee;

interface PersonFieldsProps {
  readonly person: DescribedPerson;
  readonly problemAt: (below: string) => string | null;
  readonly onChange: (person: DescribedPerson) => void;
}

/** Everything that rules look at, and what the person could show. */
export function PersonFields({ person, problemAt, onChange }: PersonFieldsProps) {
  const set = (changed: Partial<DescribedPerson>) => onChange({ ...person, ...changed });
  return (
    <>
      <WhoFields person={person} problemAt={problemAt} set={set} />
      <WhereFields person={person} problemAt={problemAt} set={set} />
      <CheckList
        legend={words.factors}
        options={methodKinds.filter((kind) => kind !== 'email-code').map((value) => ({ value, label: methodTexts[value].name }))}
        chosen={person.factors}
        gone=""
        error={null}
        onChange={(factors) => set({ factors })}
      />
    </>
  );
}

interface PartProps extends Pick<PersonFieldsProps, 'person' | 'problemAt'> {
  readonly set: (changed: Partial<DescribedPerson>) => void;
}

function WhoFields({ person, problemAt, set }: PartProps) {
  const { overview } = useOverview();
  const { connections, parties, portal } = overview;
  return (
    <fieldset className="group">
      <legend>{words.who}</legend>
      <div className="field-pair">
        <SelectField
          label={words.connection}
          value={person.connection}
          options={connections.map(({ id, name }) => ({ value: id, label: name }))}
          error={problemAt('connection')}
          onChange={(connection) => set({ connection })}
        />
        <SelectField
          label={words.application}
          value={person.application}
          options={[{ value: 'portal', label: portal.name }, ...parties.map(({ id, name }) => ({ value: id, label: name }))]}
          error={problemAt('application')}
          onChange={(application) => set({ application })}
        />
        <TextField
          label={words.email}
          hint={words.emailHint}
          value={person.email ?? ''}
          error={problemAt('email')}
          onChange={(email) => set({ email: email.trim() === '' ? null : email.trim() })}
        />
        <SelectField
          label={words.providerProved}
          value={person.providerProved}
          options={optionsOf(words.proved)}
          error={null}
          onChange={(providerProved) => set({ providerProved })}
        />
        <SelectField
          label={words.person}
          value={person.person}
          options={optionsOf(words.persons)}
          error={null}
          onChange={(said) => set({ person: said })}
        />
      </div>
      <CheckBox label={words.groupsKnown} checked={person.groups !== null} onChange={(known) => set({ groups: known ? [] : null })} />
      {person.groups !== null && (
        <LinesField
          label={words.groups}
          hint={words.groupsHint}
          lines={person.groups}
          error={problemAt('groups')}
          onChange={(groups) => set({ groups })}
        />
      )}
    </fieldset>
  );
}

const ticks = ['newBrowser', 'rememberedBrowser', 'newCountry', 'impossibleTravel', 'firstSignIn'] as const;

function WhereFields({ person, problemAt, set }: PartProps) {
  return (
    <fieldset className="group">
      <legend>{words.where}</legend>
      <div className="field-pair">
        <TextField
          label={words.address}
          hint={words.addressHint}
          value={person.address ?? ''}
          error={problemAt('address')}
          maxLength={45}
          onChange={(address) => set({ address: address.trim() === '' ? null : address.trim() })}
        />
        <SelectField
          label={words.country}
          value={person.country ?? ''}
          options={[{ value: '', label: words.countryUnknown }, ...allCountries().map(({ code, name }) => ({ value: code, label: name }))]}
          error={problemAt('country')}
          onChange={(country) => set({ country: country === '' ? null : country })}
        />
        <NumberField
          label={words.recentFailures}
          hint={secondFactor.method.bounds(0, 50)}
          value={person.recentFailures}
          error={problemAt('recentFailures')}
          onChange={(recentFailures) => set({ recentFailures })}
        />
        <TextField
          label={words.at}
          type="datetime-local"
          hint={words.atHint}
          value={person.at === null ? '' : localTime(person.at)}
          error={problemAt('at')}
          onChange={(at) => set({ at: timeIn(at) })}
        />
      </div>
      {ticks.map((tick) => (
        <CheckBox key={tick} label={words[tick]} checked={person[tick]} onChange={(on) => set({ [tick]: on })} />
      ))}
    </fieldset>
  );
}
