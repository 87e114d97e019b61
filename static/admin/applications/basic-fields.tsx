import { applications } from '../i18n/applications.ts';
import { en } from '../i18n/en.ts';
import { Choices } from '../ui/choices.tsx';
import { TextField } from '../ui/text-field.tsx';
import { withName } from './application-form.ts';
import type { FormProps } from './form-props.ts';

const words = applications.editor;

/** Name and state; the short name only while it can still be chosen. */
export function BasicFields({ form, problems, change, adding }: FormProps & { readonly adding: boolean }) {
  return (
    <>
      <TextField
        label={words.name}
        hint={words.nameHint}
        value={form.name}
        error={problems.at('/party/name')}
        onChange={(name) => change(withName(form, name), '/party/name')}
      />
      {adding && (
        <TextField
          label={words.id}
          hint={words.idHint}
          value={form.id}
          error={problems.at('/party/id')}
          monospaced
          onChange={(id) => change({ ...form, id, idTyped: true }, '/party/id')}
        />
      )}
      <Choices
        legend={words.state}
        choices={[
          { value: 'on', label: en.common.on, hint: words.enabled },
          { value: 'off', label: en.common.off, hint: words.disabled },
        ]}
        value={form.enabled ? 'on' : 'off'}
        error={null}
        onChange={(state) => change({ ...form, enabled: state === 'on' }, '/party/enabled')}
      />
    </>
  );
}
