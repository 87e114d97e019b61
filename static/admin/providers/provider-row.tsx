import Button from '@atlaskit/button/new';
import { findPreset } from '#contract/presets/all';
import type { ConnectionView } from '#contract/rpc/admin';
import { en } from '../i18n/en.ts';
import { useNavigation } from '../state/navigation.tsx';
import { hashOf } from '../state/route.ts';
import { Lozenge } from '../ui/lozenge.tsx';

interface ProviderRowProps {
  readonly connection: ConnectionView;
  readonly busy: boolean;
  readonly onTurn: () => void;
  readonly onDelete: () => void;
}

export function ProviderRow({ connection, busy, onTurn, onDelete }: ProviderRowProps) {
  const { go } = useNavigation();
  const { id, name, enabled } = connection;
  const edit = { page: 'providers', view: 'edit', id } as const;
  return (
    <li className="row">
      <div className="row-main">
        <p className="row-title">
          <a
            href={hashOf(edit)}
            onClick={(event) => {
              event.preventDefault();
              go(edit);
            }}
          >
            {name}
          </a>{' '}
          <Lozenge kind={enabled ? 'success' : 'neutral'}>{enabled ? en.common.on : en.common.off}</Lozenge>
        </p>
        <p className="row-text">
          {findPreset(connection.preset)?.name ?? connection.preset} · {spokenFor(connection)}
        </p>
      </div>
      <div className="actions">
        <Button onClick={() => go(edit)} aria-label={en.providers.editWhat(name)}>
          {en.common.edit}
        </Button>
        <Button
          appearance="subtle"
          onClick={onTurn}
          isDisabled={busy}
          aria-label={enabled ? en.providers.turnOffWhat(name) : en.providers.turnOnWhat(name)}
        >
          {enabled ? en.providers.turnOff : en.providers.turnOn}
        </Button>
        <Button appearance="subtle" onClick={onDelete} isDisabled={busy} aria-label={en.providers.deleteWhat(name)}>
          {en.common.delete}
        </Button>
      </div>
    </li>
  );
}

function spokenFor({ domains }: ConnectionView): string {
  if (domains.mode === 'any-unclaimed') return en.providers.anyDomain;
  const [first = '', ...rest] = domains.list;
  return en.providers.domains(rest.length === 0 ? first : en.providers.more(first, rest.length));
}
