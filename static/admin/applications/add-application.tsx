import { type FormEvent, useState } from 'react';
import { applicationPresets } from '#contract/presets/applications';
import { applications } from '../i18n/applications.ts';
import { useNavigation } from '../state/navigation.tsx';
import { Choices } from '../ui/choices.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { Page, Section } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { newApplication, withImported, withPreset } from './application-form.ts';
import { ApplicationGuide } from './application-guide.tsx';
import { BackToApplications } from './back-to-applications.tsx';
import { BasicFields } from './basic-fields.tsx';
import { shownPaths } from './form-props.ts';
import { ImportMetadata } from './import-metadata.tsx';
import { OurValues } from './our-values.tsx';
import { ReleasePreview } from './release-preview.tsx';
import { TheirFields } from './their-fields.tsx';
import { ToldFields } from './told-fields.tsx';
import { useApplicationForm } from './use-application-form.ts';
import { WhoFields } from './who-fields.tsx';

const words = applications.editor;

/** Adding an application: what kind it is, what to do there, our values and its own, all on one page. */
export function AddApplication() {
  const { leave } = useNavigation();
  const [start] = useState(() => newApplication('guard-customers'));
  const { value: form, dirty, change, problems, busy, error, submit, reset, reloadBelow } = useApplicationForm(start, true);
  const fields = { form, problems, change };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if ((await submit()) !== null) leave({ page: 'applications', view: 'list' }, applications.created(form.name.trim()));
  };
  return (
    <Page title={words.addTitle} back={<BackToApplications />}>
      <form ref={problems.form} noValidate onSubmit={(event) => void save(event)}>
        <SaveError error={error} elsewhere={problems.elsewhere(shownPaths)} onReload={() => void reloadBelow()} />
        <Section title={words.presetTitle}>
          <Choices
            legend={words.presetLegend}
            quietLegend
            choices={applicationPresets.map(({ id, name, text }) => ({ value: id, label: name, hint: text }))}
            value={form.preset}
            error={null}
            onChange={(preset) => change(withPreset(form, preset), '/party')}
          />
        </Section>
        <Section title={words.basicsTitle}>
          <BasicFields {...fields} adding />
        </Section>
        <ApplicationGuide preset={form.preset} id={form.id} open />
        <OurValues id={null} shortName={form.id} preset={form.preset} algorithm={form.algorithm} />
        <Section title={words.theirsTitle} intro={words.theirsText}>
          <ImportMetadata onTake={(found) => change(withImported(form, found), '/party')} />
          <TheirFields {...fields} />
        </Section>
        <Section title={words.toldTitle} intro={words.toldText}>
          <ToldFields {...fields} />
        </Section>
        <Section title={words.whoTitle}>
          <WhoFields {...fields} />
        </Section>
        <ReleasePreview form={form} />
        <FormBar dirty={dirty} busy={busy} submit={words.saveNew} onCancel={reset} />
      </form>
    </Page>
  );
}
