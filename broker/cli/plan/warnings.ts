import { rulesOf } from '#contract/presets/policies';
import type { Connection } from '#contract/settings/connection';
import { connectionSecret } from '#contract/settings/secrets';
import type { Settings } from '#contract/settings/snapshot';
import { atLeast, type Strength } from '../../domain/assurance.ts';
import { issuerOf } from '../../domain/issuer.ts';
import { portalPolicyOf } from '../../domain/party.ts';
import { leastDemanded } from '../../domain/policy/least.ts';
import { applicationWarnings } from './application-warnings.ts';
import type { Warning } from './warning.ts';

/** Who is there to feel a change. */
export interface Figures {
  /** People bound to an account, by connection. */
  readonly people: ReadonlyMap<string, number>;
  readonly sessions: readonly { readonly connection: string; readonly strength: Strength; readonly sessions: number }[];
}

/** What becomes of people and sessions when these settings take the place of those; the rules are those of the sign-in. */
export function warningsOf(before: Settings, after: Settings, figures: Figures): readonly Warning[] {
  return [
    ...before.connections.flatMap((old) => connectionWarnings(old, after.connections.find(({ id }) => id === old.id) ?? null, figures)),
    ...applicationWarnings(before, after),
    ...policyWarnings(before, after, figures),
    ...jiraWarnings(before.jira, after.jira, figures),
    ...(after.connections.some(({ enabled }) => enabled)
      ? []
      : [{ what: 'connections', text: 'No connection is on: nobody can sign in.' }]),
  ];
}

function connectionWarnings(old: Connection, now: Connection | null, figures: Figures): Warning[] {
  const what = `connection ${old.id}`;
  const people = figures.people.get(old.id) ?? 0;
  if (now === null || (old.enabled && !now.enabled)) {
    const sessions = sessionsOf(figures, ({ connection }) => connection === old.id);
    const ends = now === null ? 'It goes' : 'It is switched off';
    const text = `${ends}. People bound to it, who cannot sign in any more, by another connection neither: ${people}. Sessions that end at once: ${sessions}.`;
    return [{ what, people, sessions, text }];
  }
  const closed = closedDomains(old, now);
  return [
    ...strangers(old, now, people).map((text) => ({ what, people, text })),
    ...(connectionSecret(old)?.secret === connectionSecret(now)?.secret
      ? []
      : [{ what, text: 'Another client secret: sign-ins fail until the provider knows it. It is not tried before.' }]),
    ...(closed === null
      ? []
      : [{ what, text: `New people ${closed} are not let in by it any more. People bound already, who go on: ${people}.` }]),
    ...(isByRecord(now) && !isByRecord(old)
      ? [
          {
            what,
            text: 'New people are let in once the TXT record of their domain was found; the page of the provider names it. People bound already go on.',
          },
        ]
      : []),
    ...(trustOf(old) !== trustOf(now) && trustOf(now) === 'authoritative'
      ? [{ what, text: "The provider's word about an address is enough from now on, verified or not." }]
      : []),
  ];
}

/** A person is known by connection, issuer and subject (decision 10), and a subject may be made for one client. */
function strangers(old: Connection, now: Connection, people: number): string[] {
  if (people === 0) return [];
  if (issuerOf(old) !== issuerOf(now))
    return [
      `Another provider vouches for people. People bound under the old one, who are strangers now and are refused (account_already_linked): ${people}.`,
    ];
  if (clientOf(old) === clientOf(now)) return [];
  return [
    `Another client id: some providers have other names for people then. People bound here, who are refused in that case (account_already_linked): ${people}.`,
  ];
}

const isByRecord = ({ domains }: Connection) => domains.mode === 'list' && domains.proof === 'dns';

const clientOf = (connection: Connection) => ('clientId' in connection ? connection.clientId : null);

const trustOf = (connection: Connection) => ('emailTrust' in connection ? connection.emailTrust : null);

/** In words, whose new people a connection no longer speaks for; null for nobody's. */
function closedDomains(old: Connection, now: Connection): string | null {
  if (old.domains.mode === 'any-unclaimed') return now.domains.mode === 'list' ? 'of other domains than those listed' : null;
  const kept = now.domains.mode === 'list' ? now.domains.list : [];
  const gone = old.domains.list.filter((domain) => !kept.includes(domain));
  // With any-unclaimed, its own former domains are claimed by nobody, unless another connection took them.
  return gone.length === 0 || now.domains.mode === 'any-unclaimed' ? null : `of ${gone.join(', ')}`;
}

function policyWarnings(before: Settings, after: Settings, figures: Figures): Warning[] {
  const what = 'policy';
  const old = demandOf(before);
  const now = demandOf(after);
  if (old === now) return [];
  if (atLeast(old, now)) return [{ what, text: 'Less is asked for: who has signed in at the company may get in without a second factor.' }];
  // Those of connections that go are counted there.
  const staying = after.connections.filter(({ enabled }) => enabled).map(({ id }) => id);
  const sessions = sessionsOf(figures, ({ connection, strength }) => staying.includes(connection) && !atLeast(strength, now));
  return [
    { what, sessions, text: `More is asked for. Sessions with less, which end at once, so that those people are asked: ${sessions}.` },
  ];
}

function demandOf(settings: Settings): Strength {
  return leastDemanded(rulesOf(portalPolicyOf(settings)));
}

function jiraWarnings(old: Settings['jira'], now: Settings['jira'], figures: Figures): Warning[] {
  const what = 'jira';
  if (now === null) return [{ what, text: 'No Jira credential: nobody gets in.' }];
  if (old?.kind !== 'api-token' || now.kind !== 'api-token') return [];
  const people = [...figures.people.values()].reduce((sum, each) => sum + each, 0);
  return [
    ...(old.siteUrl === now.siteUrl || people === 0
      ? []
      : [{ what, people, text: `Another site. People bound, who get in only where the same account exists there: ${people}.` }]),
    ...(old.token.secret === now.token.secret && old.email === now.email
      ? []
      : [{ what, text: 'Another credential: when Jira does not take it, nobody gets in. It is not tried before.' }]),
  ];
}

function sessionsOf(figures: Figures, wanted: (entry: Figures['sessions'][number]) => boolean): number {
  return figures.sessions.filter(wanted).reduce((sum, { sessions }) => sum + sessions, 0);
}
