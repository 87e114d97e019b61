import type { FormEvent } from 'react';
import { PortalSettings } from '#contract/settings/portal';
import { problemsOf } from '#contract/settings/shape';
import { en } from '../i18n/en.ts';
import { changedFields } from '../state/changed-fields.ts';
import { useOverview } from '../state/overview.tsx';
import { useForm } from '../state/use-form.ts';
import { ConflictNote } from '../ui/conflict-note.tsx';
import { FormBar } from '../ui/form-bar.tsx';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ColorField } from './color-field.tsx';
import { WayInFields } from './way-in-fields.tsx';

const paths = ['/portal/name', '/portal/accentColor', '/portal/contact', '/portal/askForEmail', '/portal/primaryConnection'];

/** Name, colour and contact of the help centre, and how people find their sign-in. */
export function PortalForm() {
  const { overview } = useOverview();
  const { value, problems, change, ...form } = useForm({
    saved: overview.portal,
    call: 'portal.save',
    request: (portal, expectRevision) => ({ portal, expectRevision }),
    check: (portal) => problemsOf(PortalSettings, portal).map(({ path, message }) => ({ path: `/portal${path}`, message })),
  });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await form.submit();
  };
  return (
    <form ref={problems.form} noValidate onSubmit={(event) => void submit(event)}>
      <SaveError error={form.error} elsewhere={problems.elsewhere(paths)} onReload={() => void form.reloadBelow()} />
      {form.conflicted && <ConflictNote fields={changedFields(form.base, overview.portal, en.help.fields)} />}
      {form.done && <Message kind="success">{en.help.savedText}</Message>}
      <TextField
        label={en.help.name}
        value={value.name}
        error={problems.at('/portal/name')}
        onChange={(name) => change({ ...value, name }, '/portal/name')}
      />
      <ColorField
        value={value.accentColor}
        error={problems.at('/portal/accentColor')}
        onChange={(accentColor) => change({ ...value, accentColor }, '/portal/accentColor')}
      />
      <TextField
        label={en.help.contact}
        hint={en.help.contactHint}
        value={value.contact}
        error={problems.at('/portal/contact')}
        onChange={(contact) => change({ ...value, contact }, '/portal/contact')}
      />
      <WayInFields value={value} problems={problems} change={change} />
      <FormBar dirty={form.dirty} busy={form.busy} onCancel={form.reset} />
    </form>
  );
}
