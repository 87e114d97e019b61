import { useState } from 'react';
import { protocolNames } from '#contract/presets/protocol-names';
import { fitsSearch } from '#contract/presets/search';
import { en } from '../i18n/en.ts';
import { Choices } from '../ui/choices.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { FieldsProps } from './fields.tsx';
import { formProtocols, offeredPresets, withPreset } from './provider-form.ts';

const words = en.editor;

/** The vendors by protocol, and a field to find one's own. What is chosen stays in sight whatever is typed. */
export function VendorFields({ form, change }: FieldsProps) {
  const [search, setSearch] = useState('');
  const found = offeredPresets.filter((preset) => preset.id === form.preset || fitsSearch(preset, search));
  return (
    <>
      <TextField label={words.vendorSearch} hint={words.vendorSearchHint} value={search} error={null} onChange={setSearch} />
      {formProtocols.map((protocol) => (
        <Choices
          key={protocol}
          legend={words.vendorsOf(protocolNames[protocol])}
          columns
          choices={found
            .filter(({ variants }) => variants.some((variant) => variant.protocol === protocol))
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={form.preset}
          error={null}
          onChange={(preset) => change(withPreset(form, preset), '/answers')}
        />
      ))}
    </>
  );
}
