import Button from '@atlaskit/button/new';
import { findPreset } from '#contract/presets/all';
import { protocolNames } from '#contract/presets/protocol-names';
import type { ConnectionView } from '#contract/rpc/admin';
import type { LifecycleList } from '#contract/rpc/lifecycle';
import type { ConnectionActivity } from '#contract/rpc/traces';
import { LastSignIn } from '../help/last-sign-in.tsx';
import { en } from '../i18n/en.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import { useNavigation } from '../state/navigation.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { RouteLink } from '../ui/route-link.tsx';
import { ProviderStanding } from './provider-standing.tsx';

interface ProviderRowProps {
  readonly connection: ConnectionView;
  /** Undefined until it is known, and while the connection is not live. */
  readonly activity: ConnectionActivity | undefined;
  /** Null until it is known. */
  readonly upkeep: LifecycleList | null;
  readonly isPrimary: boolean;
  readonly busy: boolean;
  readonly onTurn: () => void;
  readonly onPrimary: () => void;
  readonly onValues: () => void;
  readonly onTest: () => void;
  readonly onDelete: () => void;
}

const words = connectionWords.list;

export function ProviderRow({ connection, activity, upkeep, isPrimary, busy, ...on }: ProviderRowProps) {
  const { go } = useNavigation();
  const { id, name, enabled, protocol } = connection;
  const edit = { page: 'providers', view: 'edit', id } as const;
  const isOpen = connection.preset.startsWith('generic-') || protocol === 'email-code';
  const vendor = isOpen ? null : (findPreset(connection.preset)?.name ?? connection.preset);
  return (
    <li className="row">
      <div className="row-main">
        <p className="row-title">
          <RouteLink to={edit}>{name}</RouteLink>{' '}
          <Lozenge kind={enabled ? 'success' : 'neutral'}>{enabled ? en.common.on : en.common.off}</Lozenge>{' '}
          {isPrimary && <Lozenge kind="info">{words.primary}</Lozenge>}
        </p>
        <p className="row-text">{[protocolNames[protocol], vendor, spokenFor(connection)].filter((part) => part !== null).join(' · ')}</p>
        <LastSignIn activity={activity} />
        <ProviderStanding connection={id} upkeep={upkeep} />
      </div>
      <div className="actions">
        <Button onClick={() => go(edit)} aria-label={en.providers.editWhat(name)}>
          {en.common.edit}
        </Button>
        {protocol !== 'email-code' && (
          <Button appearance="subtle" onClick={on.onValues} aria-label={words.metadataWhat(name)}>
            {words.metadata}
          </Button>
        )}
        <Button appearance="subtle" onClick={on.onTest} aria-label={words.testWhat(name)}>
          {words.test}
        </Button>
        {(enabled || isPrimary) && (
          <Button
            appearance="subtle"
            onClick={on.onPrimary}
            isDisabled={busy}
            aria-label={isPrimary ? words.notPrimaryWhat(name) : words.makePrimaryWhat(name)}
          >
            {isPrimary ? words.notPrimary : words.makePrimary}
          </Button>
        )}
        <Button
          appearance="subtle"
          onClick={on.onTurn}
          isDisabled={busy}
          aria-label={enabled ? en.providers.turnOffWhat(name) : en.providers.turnOnWhat(name)}
        >
          {enabled ? en.providers.turnOff : en.providers.turnOn}
        </Button>
        <Button appearance="subtle" onClick={on.onDelete} isDisabled={busy} aria-label={en.providers.deleteWhat(name)}>
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
