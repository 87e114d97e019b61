import { useState } from 'react';
import { findPreset, presets } from '#contract/presets/all';
import { protocolNames } from '#contract/presets/protocol-names';
import { fitsSearch } from '#contract/presets/search';
import { en } from '../i18n/en.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import { Choices } from '../ui/choices.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { FieldsProps } from './fields.tsx';
import { withPreset, withProtocol } from './form/provider-form.ts';

const words = en.editor;

/** Every vendor once, a field to find one's own, and how to connect to it. What is chosen is told whatever is typed. */
export function VendorFields({ form, change }: FieldsProps) {
  const [search, setSearch] = useState('');
  const found = presets.filter((preset) => fitsSearch(preset, search));
  const isChosenShown = found.some(({ id }) => id === form.preset);
  const chosen = findPreset(form.preset);
  const variants = chosen?.variants ?? [];
  return (
    <>
      <TextField label={words.vendorSearch} hint={words.vendorSearchHint} value={search} error={null} onChange={setSearch} />
      <div role="status">
        {found.every(({ id }) => id.startsWith('generic-')) && <p>{words.vendorNone}</p>}
        {!isChosenShown && chosen !== null && <p>{words.vendorChosen(chosen.name)}</p>}
      </div>
      <Choices
        legend={words.vendors}
        columns
        choices={found.map(({ id, name }) => ({ value: id, label: name }))}
        value={form.preset}
        error={null}
        onChange={(preset) => change(withPreset(form, preset), '/answers')}
      />
      {variants.length > 1 && (
        <Choices
          legend={connectionWords.protocolTitle}
          choices={variants.map(({ protocol }) => ({
            value: protocol,
            label: protocolNames[protocol],
            hint: connectionWords.protocolHint[protocol],
          }))}
          value={form.protocol}
          error={null}
          onChange={(protocol) => change(withProtocol(form, protocol), '/answers')}
        />
      )}
    </>
  );
}
