import Button from '@atlaskit/button/new';
import { applicationPreset, isGuard } from '#contract/presets/applications';
import type { Overview } from '#contract/rpc/admin';
import type { Party } from '#contract/settings/party';
import { applications as words } from '../i18n/applications.ts';
import { en } from '../i18n/en.ts';
import { type CertificateState, certificateState } from '../providers/certificate-state.ts';
import { now } from '../state/clock.ts';
import { useNavigation } from '../state/navigation.tsx';
import { useOverview } from '../state/overview.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { RouteLink } from '../ui/route-link.tsx';

interface ApplicationRowProps {
  readonly party: Party;
  readonly busy: boolean;
  readonly onTurn: () => void;
  readonly onDelete: () => void;
}

export function ApplicationRow({ party, busy, onTurn, onDelete }: ApplicationRowProps) {
  const { go } = useNavigation();
  const { overview } = useOverview();
  const { id, name, enabled } = party;
  const edit = { page: 'applications', view: 'edit', id } as const;
  const keys = certificateState(party.certificates, now());
  return (
    <li className="row">
      <div className="row-main">
        <p className="row-title">
          <RouteLink to={edit}>{name}</RouteLink>{' '}
          <Lozenge kind={enabled ? 'success' : 'neutral'}>{enabled ? en.common.on : en.common.off}</Lozenge>{' '}
          {keys !== null && keys.severity !== 'fine' && <Lozenge kind="warning">{words.row.certificateDays(keys.days)}</Lozenge>}
        </p>
        <p className="row-text">
          {applicationPreset(party.preset).name} · {whoEnters(party, overview)}
        </p>
        <p className="row-text">{[factorOf(party, overview), ...certificateOf(party, keys), logoutOf(party)].join(' · ')}</p>
      </div>
      <div className="actions">
        <Button onClick={() => go(edit)} aria-label={words.editWhat(name)}>
          {en.common.edit}
        </Button>
        <Button
          appearance="subtle"
          onClick={onTurn}
          isDisabled={busy}
          aria-label={enabled ? words.turnOffWhat(name) : words.turnOnWhat(name)}
        >
          {enabled ? words.turnOff : words.turnOn}
        </Button>
        <Button appearance="subtle" onClick={onDelete} isDisabled={busy} aria-label={words.deleteWhat(name)}>
          {en.common.delete}
        </Button>
      </div>
    </li>
  );
}

function whoEnters({ preset, connections }: Party, overview: Overview): string {
  if (connections === null) return isGuard(preset) ? words.row.everyoneGuard : words.row.everyone;
  const names = connections.map((id) => overview.connections.find((connection) => connection.id === id)?.name ?? id);
  const [first = '', second, ...rest] = names;
  if (first === '') return words.row.nobody;
  if (second === undefined) return words.row.only(first);
  return words.row.only(rest.length === 0 ? `${first} and ${second}` : words.row.more(first, rest.length + 1));
}

function factorOf({ policy }: Party, overview: Overview): string {
  if (policy === null) return words.row.factor.everywhere(overview.policy.preset);
  return words.row.factor[policy.preset === 'everybody' || policy.preset === 'nobody' ? policy.preset : 'own'];
}

/** What is urgent stands in the title already. */
function certificateOf({ certificates }: Party, keys: CertificateState | null): string[] {
  if (certificates.length === 0) return [words.row.noCertificate];
  return keys?.severity === 'fine' ? [words.row.certificateDays(keys.days)] : [];
}

function logoutOf({ logout }: Party): string {
  return logout === null ? words.row.noLogout : words.row.logout;
}
