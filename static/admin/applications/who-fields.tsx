import { isGuard } from '#contract/presets/applications';
import { mayLeadTo } from '#contract/settings/party';
import { applications } from '../i18n/applications.ts';
import { useOverview } from '../state/overview.tsx';
import { CheckBox } from '../ui/check-box.tsx';
import { Choices } from '../ui/choices.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { hasRules } from './application-form.ts';
import type { FormProps } from './form-props.ts';

const words = applications.editor;

/** Whose people may enter, where they are sent, and the switch for the second factor. */
export function WhoFields({ form, problems, change }: FormProps) {
  const { overview } = useOverview();
  const entering = overview.connections.filter(
    (connection) => mayLeadTo(form, connection) && (form.admits === 'all' || form.connections.includes(connection.id)),
  );
  return (
    <>
      {overview.connections.length === 0 ? (
        <p className="subtle">{words.connectionsNone}</p>
      ) : (
        <Choices
          legend={words.connections}
          choices={[
            {
              value: 'all',
              label: words.connectionsAll,
              hint: isGuard(form.preset) ? words.connectionsAllGuardHint : words.connectionsAllHint,
            },
            { value: 'some', label: words.connectionsSome },
          ]}
          value={form.admits}
          error={problems.at('/party/connections')}
          onChange={(admits) => change({ ...form, admits }, '/party/connections')}
        />
      )}
      {form.admits === 'some' && <ConnectionBoxes form={form} problems={problems} change={change} />}
      {overview.connections.length > 0 && (
        <SelectField
          label={words.primary}
          value={form.primaryConnection}
          options={[
            { value: '', label: words.primaryNone },
            ...entering.map(({ id, name }) => ({ value: id, label: name })),
            // What is stored stays in sight, also when it no longer fits: the save then says why.
            ...(form.primaryConnection === '' || entering.some(({ id }) => id === form.primaryConnection)
              ? []
              : [{ value: form.primaryConnection, label: form.primaryConnection }]),
          ]}
          error={problems.at('/party/primaryConnection')}
          onChange={(primaryConnection) => change({ ...form, primaryConnection }, '/party/primaryConnection')}
        />
      )}
      <Choices
        legend={words.secondFactor}
        choices={[
          {
            value: 'everywhere',
            label: words.factors.everywhere,
            hint: words.factors.everywhereHint(overview.policy.preset),
          },
          { value: 'everybody', label: words.factors.everybody, hint: words.factors.everybodyHint },
          { value: 'nobody', label: words.factors.nobody, hint: words.factors.nobodyHint },
          ...(hasRules(form.keptPolicy) ? [{ value: 'kept' as const, label: words.factors.kept, hint: words.factors.keptHint }] : []),
        ]}
        value={form.secondFactor}
        error={null}
        onChange={(secondFactor) => change({ ...form, secondFactor }, '/party/policy')}
      />
    </>
  );
}

function ConnectionBoxes({ form, change }: FormProps) {
  const { overview } = useOverview();
  const gone = form.connections.filter((id) => !overview.connections.some((connection) => connection.id === id));
  const offered = overview.connections.map((connection) => ({
    id: connection.id,
    name: connection.name,
    hint: mayLeadTo(form, connection) ? (connection.enabled ? null : words.connectionOff) : words.connectionAnyDomain,
    // One that does not fit can be taken away, but not chosen.
    shown: mayLeadTo(form, connection) || form.connections.includes(connection.id),
  }));
  const boxes = [...offered.filter(({ shown }) => shown), ...gone.map((id) => ({ id, name: id, hint: words.connectionGone }))];
  const unfit = offered.filter(({ shown }) => !shown);
  return (
    <fieldset className="boxes">
      <legend className="visually-hidden">{words.connections}</legend>
      {boxes.map(({ id, name, hint }) => (
        <CheckBox
          key={id}
          label={name}
          {...(hint === null ? {} : { hint })}
          checked={form.connections.includes(id)}
          onChange={(chosen) =>
            change(
              { ...form, connections: chosen ? [...form.connections, id] : form.connections.filter((other) => other !== id) },
              '/party/connections',
            )
          }
        />
      ))}
      {unfit.length > 0 && <p className="subtle">{words.connectionsUnfit(unfit.map(({ name }) => name).join(', '))}</p>}
    </fieldset>
  );
}
