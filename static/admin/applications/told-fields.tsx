import Button from '@atlaskit/button/new';
import { useRef } from 'react';
import { isGuard } from '#contract/presets/applications';
import type { ConnectionView } from '#contract/rpc/admin';
import type { Party } from '#contract/settings/party';
import { applications } from '../i18n/applications.ts';
import { useOverview } from '../state/overview.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { withFormat } from './application-form.ts';
import type { FormProps } from './form-props.ts';

const words = applications.editor;
const formats: readonly Party['nameId']['format'][] = ['persistent', 'email', 'unspecified', 'transient'];
const signs: readonly Party['sign'][] = ['both', 'assertion', 'response'];
const algorithms: readonly Party['algorithm'][] = ['rsa-sha256', 'ecdsa-sha256'];

/** NameID, attributes and how answers are signed. */
export function ToldFields(props: FormProps) {
  const { form, change } = props;
  return (
    <>
      <NameFields {...props} />
      <AttributeFields {...props} />
      <div className="field-pair">
        <SelectField
          label={words.sign}
          value={form.sign}
          options={signs.map((value) => ({ value, label: words.signs[value] }))}
          error={null}
          onChange={(sign) => change({ ...form, sign }, '/party/sign')}
        />
        <SelectField
          label={words.algorithm}
          value={form.algorithm}
          options={algorithms.map((value) => ({ value, label: words.algorithms[value] }))}
          error={null}
          onChange={(algorithm) => change({ ...form, algorithm }, '/party/algorithm')}
        />
      </div>
    </>
  );
}

function NameFields({ form, problems, change }: FormProps) {
  const facts = useFacts(form.nameId.value);
  if (isGuard(form.preset)) return <p className="subtle">{words.guardName}</p>;
  const { format } = form.nameId;
  return (
    <div className="field-pair">
      <SelectField
        label={words.nameFormat}
        value={format}
        options={formats.map((value) => ({ value, label: words.nameFormats[value] }))}
        error={null}
        onChange={(chosen) => change({ ...form, nameId: withFormat(form.nameId, chosen) }, '/party/nameId')}
      />
      {format === 'transient' ? (
        <p className="subtle">{words.transientName}</p>
      ) : (
        <SelectField
          label={words.nameValue}
          value={form.nameId.value}
          // An address in the form of one is the address that was checked, and nothing else.
          options={facts.filter(({ value }) => format !== 'email' || value === 'email')}
          error={problems.at('/party/nameId')}
          onChange={(value) => change({ ...form, nameId: { format, value } }, '/party/nameId')}
        />
      )}
    </div>
  );
}

function AttributeFields({ form, problems, change }: FormProps) {
  const adding = useRef<HTMLButtonElement>(null);
  const facts = useFacts(...form.attributes.map(({ value }) => value));
  const replace = (attributes: Party['attributes'], path: string) => change({ ...form, attributes }, path);
  return (
    <fieldset className="choices">
      <legend>{words.attributes}</legend>
      {form.attributes.length === 0 && <p className="subtle">{words.attributesNone}</p>}
      <ul className="pairs">
        {form.attributes.map(({ name, value }, index) => {
          const at = `/party/attributes/${index}`;
          return (
            // The place is what a row is: name and value change with every key.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={index} className="pair">
              <TextField
                label={words.attributeName(index + 1)}
                value={name}
                error={problems.at(`${at}/name`)}
                monospaced
                onChange={(typed) => replace(form.attributes.with(index, { name: typed, value }), `${at}/name`)}
              />
              <SelectField
                label={words.attributeValue(index + 1)}
                value={value}
                options={facts}
                error={problems.at(`${at}/value`)}
                onChange={(chosen) => replace(form.attributes.with(index, { name, value: chosen }), `${at}/value`)}
              />
              <Button
                appearance="subtle"
                aria-label={words.removeAttribute(name === '' ? String(index + 1) : name)}
                onClick={() => {
                  replace(form.attributes.toSpliced(index, 1), '/party/attributes');
                  // The button that had the focus is gone.
                  adding.current?.focus();
                }}
              >
                {words.remove}
              </Button>
            </li>
          );
        })}
      </ul>
      <Button ref={adding} onClick={() => replace([...form.attributes, { name: '', value: 'email' }], '/party/attributes')}>
        {words.addAttribute}
      </Button>
    </fieldset>
  );
}

/** What can be told: what every connection has, and what the mappings name besides. What is chosen is always among it. */
function useFacts(...chosen: readonly string[]): { readonly value: string; readonly label: string }[] {
  const { overview } = useOverview();
  const named = overview.connections.flatMap(furtherFacts);
  const further = [...new Set([...named, ...chosen.filter((value) => value.startsWith('more:'))])];
  return [
    ...Object.entries(words.facts).map(([value, label]) => ({ value, label })),
    ...further.map((value) => ({ value, label: words.moreFact(value.slice('more:'.length)) })),
  ];
}

function furtherFacts(connection: ConnectionView): string[] {
  return 'mapping' in connection ? connection.mapping.more.map(({ name }) => `more:${name}`) : [];
}
