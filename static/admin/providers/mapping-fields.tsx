import Button from '@atlaskit/button/new';
import type { Mapping } from '#contract/settings/connections/mapping';
import { connectionWords } from '../i18n/en-connections.ts';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { FieldsProps } from './fields.tsx';
import { factNames, type MappingForm } from './form/mapping-form.ts';

const words = connectionWords.mapping;
const path = '/connection/mapping';

/** Where the facts about a person stand, and what is made of their values. */
export function MappingFields({ form, problems, change }: FieldsProps) {
  const { mapping, protocol } = form;
  if (protocol === 'email-code') return null;
  const set = (changed: Partial<MappingForm>, below: string) =>
    change({ ...form, mapping: { ...mapping, ...changed } }, `${path}/${below}`);
  const at = (below: string) => problems.at(`${path}/${below}`);
  const hints = {
    email: protocol === 'saml' ? words.nameIdHint : protocol === 'oauth2' ? words.pathHint : null,
    groups: words.groupsHint,
  };
  return (
    <>
      {factNames.map((name) => {
        const hint = name === 'email' || name === 'groups' ? hints[name] : null;
        return (
          <TextField
            key={name}
            label={words.places[protocol][name]}
            {...(hint === null ? {} : { hint })}
            value={mapping[name]}
            error={at(name)}
            monospaced
            onChange={(place) => set({ [name]: place }, name)}
          />
        );
      })}
      <MoreFacts mapping={mapping} at={at} set={set} />
      <Patterns mapping={mapping} at={at} set={set} />
    </>
  );
}

interface PartProps {
  readonly mapping: MappingForm;
  readonly at: (below: string) => string | null;
  readonly set: (changed: Partial<MappingForm>, below: string) => void;
}

function MoreFacts({ mapping: { more }, at, set }: PartProps) {
  const put = (next: Mapping['more']) => set({ more: next }, 'more');
  return (
    <fieldset className="group">
      <legend>{words.moreTitle}</legend>
      <p className="field-hint">{words.moreHint}</p>
      {more.map((fact, index) => (
        // The place is what a row is: its name changes with every key.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className="pair">
          <TextField
            label={words.moreName(index + 1)}
            value={fact.name}
            error={at(`more/${index}/name`)}
            onChange={(name) => put(more.with(index, { ...fact, name }))}
          />
          <TextField
            label={words.moreFrom(index + 1)}
            value={fact.from}
            error={at(`more/${index}/from`)}
            monospaced
            onChange={(from) => put(more.with(index, { ...fact, from }))}
          />
          <Button
            appearance="subtle"
            onClick={() => put(more.toSpliced(index, 1))}
            aria-label={words.moreRemove(fact.name || String(index + 1))}
          >
            {connectionWords.remove}
          </Button>
        </div>
      ))}
      {more.length < 30 && <Button onClick={() => put([...more, { name: '', from: '' }])}>{words.moreAdd}</Button>}
    </fieldset>
  );
}

function Patterns({ mapping, at, set }: PartProps) {
  const { patterns } = mapping;
  const put = (next: Mapping['patterns']) => set({ patterns: next }, 'patterns');
  const offered = [
    { value: 'email', label: words.of.email },
    { value: 'groups', label: words.of.groups },
    ...mapping.more.filter(({ name }) => name !== '').map(({ name }) => ({ value: name, label: name })),
  ];
  return (
    <fieldset className="group">
      <legend>{words.patternsTitle}</legend>
      <p className="field-hint">{words.patternsHint}</p>
      {patterns.map((filter, index) => (
        // The place is what a row is: its text changes with every key.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className="pair">
          <SelectField
            label={words.patternOf(index + 1)}
            // A fact that was removed or renamed stays in sight until another is chosen.
            options={offered.some(({ value }) => value === filter.of) ? offered : [...offered, { value: filter.of, label: filter.of }]}
            value={filter.of}
            error={at(`patterns/${index}/of`)}
            onChange={(of) => put(patterns.with(index, { ...filter, of }))}
          />
          <TextField
            label={words.pattern(index + 1)}
            value={filter.pattern}
            error={at(`patterns/${index}/pattern`)}
            monospaced
            onChange={(pattern) => put(patterns.with(index, { ...filter, pattern }))}
          />
          <Button appearance="subtle" onClick={() => put(patterns.toSpliced(index, 1))} aria-label={words.patternRemove(index + 1)}>
            {connectionWords.remove}
          </Button>
        </div>
      ))}
      {patterns.length < 30 && <Button onClick={() => put([...patterns, { of: 'groups', pattern: '' }])}>{words.patternAdd}</Button>}
    </fieldset>
  );
}
