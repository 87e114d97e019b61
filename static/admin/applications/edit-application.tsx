import { type FormEvent, useState } from 'react';
import type { Party } from '#contract/settings/party';
import { applications } from '../i18n/applications.ts';
import { changedFields } from '../state/changed-fields.ts';
import { useNavigation } from '../state/navigation.tsx';
import { ConflictNote } from '../ui/conflict-note.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { Page, Section } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { formOf, withImported } from './application-form.ts';
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

/** One stored application on one page. `party` follows what is saved; the form keeps what is typed. */
export function EditApplication({ party }: { party: Party }) {
  const { leave } = useNavigation();
  const [opened] = useState(party);
  const {
    value: form,
    dirty,
    change,
    problems,
    busy,
    error,
    conflicted,
    submit,
    reset,
    reloadBelow,
  } = useApplicationForm(formOf(party), false);
  const fields = { form, problems, change };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if ((await submit()) !== null) leave({ page: 'applications', view: 'list' }, applications.changed(form.name.trim()));
  };
  return (
    <Page title={words.editTitle(opened.name)} back={<BackToApplications />}>
      <form ref={problems.form} noValidate onSubmit={(event) => void save(event)}>
        <SaveError error={error} elsewhere={problems.elsewhere(shownPaths)} onReload={() => void reloadBelow()} />
        {conflicted && <ConflictNote fields={changedFields(opened, party, words.fields)} />}
        <Section title={words.basicsTitle}>
          <BasicFields {...fields} adding={false} />
        </Section>
        <OurValues id={party.id} shortName={party.id} preset={party.preset} algorithm={form.algorithm} />
        <ApplicationGuide preset={party.preset} id={party.id} open={false} />
        <Section title={words.theirsTitle} intro={words.theirsText}>
          <details className="details">
            <summary>{applications.importer.again}</summary>
            <ImportMetadata onTake={(found) => change(withImported(form, found), '/party')} />
          </details>
          <TheirFields {...fields} />
        </Section>
        <Section title={words.toldTitle} intro={words.toldText}>
          <ToldFields {...fields} />
        </Section>
        <Section title={words.whoTitle}>
          <WhoFields {...fields} />
        </Section>
        <ReleasePreview form={form} />
        <FormBar dirty={dirty} busy={busy} onCancel={reset} />
      </form>
    </Page>
  );
}
