import { portalTexts } from '#contract/messages/en/portal';
import { Field, FieldGroup, type Wiring } from '../../pages/components/field.tsx';
import { Checkboxes, Select, TextArea, TextInput } from '../../pages/components/inputs.tsx';
import type { FormField } from '../forms/form-fields.ts';
import { limits } from '../forms/read-form.ts';

/** One field of a request form with its present value; `written` is null before the first submit. */
export function RequestFieldInput(props: { planned: FormField; written: readonly string[] | null; error: string | undefined }) {
  const { field, kind, name } = props.planned;
  const values = props.written ?? field.defaults;
  const words = { label: field.name, hint: field.description, error: props.error, required: field.required };
  const choices = field.choices.map((choice) => ({ value: choice.value, label: choice.label }));
  if (kind === 'multi-select') {
    return (
      <FieldGroup id={name} {...words}>
        <Checkboxes name={name} choices={choices} chosen={values} invalid={props.error !== undefined} />
      </FieldGroup>
    );
  }
  const value = values[0] ?? '';
  const control = (wiring: Wiring) => {
    switch (kind) {
      case 'text':
        return <TextInput wiring={wiring} name={name} value={value} maxLength={limits.text} />;
      case 'url':
        return <TextInput wiring={wiring} name={name} value={value} maxLength={limits.url} type="url" />;
      case 'number':
        return <TextInput wiring={wiring} name={name} value={value} inputMode="decimal" look="short" />;
      case 'date':
        return <TextInput wiring={wiring} name={name} value={value} type="date" look="short" />;
      case 'paragraph':
        return <TextArea wiring={wiring} name={name} value={value} maxLength={limits.paragraph} rows={7} />;
      case 'select':
        return <Select wiring={wiring} name={name} value={value} choices={choices} empty={portalTexts.form.choose} />;
      default:
        return kind satisfies never;
    }
  };
  return (
    <Field id={name} {...words}>
      {control}
    </Field>
  );
}
