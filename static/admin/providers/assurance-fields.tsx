import { assuranceWords as words } from '../i18n/assurance.ts';
import { CheckBox } from '../ui/check-box.tsx';
import { Section } from '../ui/page.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { FieldsProps } from './fields.tsx';
import { type AssuranceForm, offeredTexts } from './form/assurance-form.ts';

const base = '/connection/assurance';

/** What the provider's own word about a second factor counts as. Off until somebody turns it on. */
export function AssuranceFields({ form, problems, change }: FieldsProps) {
  const { protocol, assurance, preset } = form;
  if (protocol !== 'oidc' && protocol !== 'saml') return null;
  const set = (changed: Partial<AssuranceForm>, path: string) => change({ ...form, assurance: { ...assurance, ...changed } }, path);
  const offered = offeredTexts(preset, protocol);
  const isOffered = offered.contextLines !== '' || offered.methodLines !== '';
  return (
    <Section title={words.title} intro={words.intro}>
      <CheckBox
        label={words.counts}
        hint={isOffered && !assurance.counts ? `${words.countsHint} ${words.offered}` : words.countsHint}
        checked={assurance.counts}
        onChange={(counts) => set({ counts }, base)}
      />
      {assurance.counts && (
        <>
          <TextArea
            label={words.contexts[protocol]}
            hint={words.lines}
            rows={3}
            monospaced
            value={assurance.contextLines}
            error={problems.at(`${base}/contexts`)}
            onChange={(contextLines) => set({ contextLines }, `${base}/contexts`)}
          />
          {protocol === 'saml' && (
            <TextField
              label={words.attribute}
              hint={words.attributeHint}
              monospaced
              value={assurance.methodsAttribute}
              error={problems.at(`${base}/methodsAttribute`)}
              onChange={(methodsAttribute) => set({ methodsAttribute }, `${base}/methodsAttribute`)}
            />
          )}
          <TextArea
            label={words.methods[protocol]}
            hint={words.lines}
            rows={3}
            monospaced
            value={assurance.methodLines}
            error={problems.at(`${base}/methods`)}
            onChange={(methodLines) => set({ methodLines }, `${base}/methods`)}
          />
          <TextField
            label={words.maxAge}
            hint={words.maxAgeHint}
            value={assurance.maxAge}
            error={problems.at(`${base}/maxAgeMinutes`)}
            onChange={(maxAge) => set({ maxAge }, `${base}/maxAgeMinutes`)}
          />
          <TextArea
            label={words.ask}
            hint={words.askHint}
            rows={3}
            monospaced
            value={assurance.askLines}
            error={problems.at(`${base}/ask`)}
            onChange={(askLines) => set({ askLines }, `${base}/ask`)}
          />
        </>
      )}
    </Section>
  );
}
