import type { PortalSettings } from '#contract/settings/portal';
import { en } from '../i18n/en.ts';
import { useOverview } from '../state/overview.tsx';
import type { Problems } from '../state/use-problems.ts';
import { Choices } from '../ui/choices.tsx';
import { Section } from '../ui/page.tsx';
import { SelectField } from '../ui/select-field.tsx';

interface WayInFieldsProps {
  readonly value: PortalSettings;
  readonly problems: Problems;
  readonly change: (next: PortalSettings, path: string) => void;
}

/** What people meet who have to say which company they come from, and whether they are asked at all. */
export function WayInFields({ value, problems, change }: WayInFieldsProps) {
  const { connections } = useOverview().overview;
  const { askForEmail, primaryConnection } = value;
  const primary = primaryConnection ?? '';
  // One that somebody else deleted meanwhile stays visible until another is chosen.
  const isGone = primary !== '' && connections.every(({ id }) => id !== primary);
  return (
    <Section title={en.help.wayInTitle}>
      <Choices
        legend={en.help.wayIn}
        choices={[
          { value: 'list', label: en.help.wayInChoose, hint: en.help.wayInChooseHint },
          { value: 'email', label: en.help.wayInEmail, hint: en.help.wayInEmailHint },
        ]}
        value={askForEmail ? 'email' : 'list'}
        error={problems.at('/portal/askForEmail')}
        onChange={(way) => change({ ...value, askForEmail: way === 'email' }, '/portal/askForEmail')}
      />
      <SelectField
        label={en.help.primary}
        hint={en.help.primaryHint}
        value={primary}
        options={[
          { value: '', label: en.help.primaryNone },
          ...connections.map(({ id, name, enabled }) => ({ value: id, label: enabled ? name : en.help.primaryOff(name) })),
          ...(isGone ? [{ value: primary, label: primary }] : []),
        ]}
        error={problems.at('/portal/primaryConnection')}
        onChange={(id) => change({ ...value, primaryConnection: id === '' ? null : id }, '/portal/primaryConnection')}
      />
    </Section>
  );
}
