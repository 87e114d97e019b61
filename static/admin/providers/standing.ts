import type { DomainProofStatus, LifecycleList, MetadataChange } from '#contract/rpc/lifecycle';
import { formatDate } from '../i18n/dates.ts';
import { standingTexts as words } from '../i18n/upkeep.ts';

/** One thing that somebody who looks after a connection should know of it. */
export interface Badge {
  readonly kind: 'neutral' | 'warning' | 'danger';
  readonly text: string;
}

type Ending = LifecycleList['expiring'][number];

/** How a connection stands beside its settings: what waits for somebody, what is missing, what ends. Pure. */
export function badgesOf(connection: string, { metadata, expiring, domains }: LifecycleList): readonly Badge[] {
  const status = metadata.find((each) => each.connection === connection);
  const changes = status?.changes ?? [];
  const badges = [
    ...changes.map(badgeOfChange),
    status?.fault ? words.unreadable(formatDate(status.fault.since)) : null,
    ...unproven(connection, domains).map(({ domain }) => words.notFound(domain)),
    ...domains.filter((each) => each.connection === connection && isGone(each)).map(({ domain }) => words.gone(domain)),
  ];
  const told = badges.filter((text) => text !== null).map((text): Badge => ({ kind: 'warning', text }));
  const ending = expiring.filter(({ owner, kind }) => owner === connection && Object.hasOwn(words.ends, kind));
  return distinct([...told, ...endings(ending, changes).map(badgeOfEnding)]);
}

/** Domains of a connection of which nobody new is let in yet. */
export function unproven(connection: string, domains: LifecycleList['domains']): readonly DomainProofStatus[] {
  return domains.filter((each) => each.connection === connection && each.provenAt === null);
}

const isGone = ({ provenAt, missingSince }: DomainProofStatus): boolean => provenAt !== null && missingSince !== null;

function badgeOfChange(change: MetadataChange): string | null {
  switch (change.kind) {
    case 'sign-on':
    case 'logout':
      return change.standing === 'waiting' ? words.waits[change.kind] : null;
    case 'certificate-returned':
      return words.waits[change.kind];
    case 'entity-id':
      return words.entityId;
    case 'certificate-retired':
      return words.notPublished;
    case 'certificate-unusable':
      return words.unusable;
    default:
      return null;
  }
}

/** Everything that ends soon, and the first certificate that does not. One that is not trusted any more has no end to tell. */
function endings(items: readonly Ending[], changes: readonly MetadataChange[]): readonly Ending[] {
  const retired = changes.flatMap((change) =>
    change.kind === 'certificate-retired' || change.kind === 'certificate-returned' ? [change.fingerprint] : [],
  );
  const counting = items.filter(({ name }) => !retired.some((fingerprint) => fingerprint.startsWith(name.split(' ')[1] ?? '-')));
  const sorted = counting.toSorted((a, b) => a.endsAt - b.endsAt);
  const fine = sorted.find(({ severity, kind }) => severity === 'fine' && kind === 'provider-certificate');
  return [
    ...sorted.filter(({ severity, kind }) => severity !== 'fine' || kind === 'retiring-certificate'),
    ...(fine === undefined ? [] : [fine]),
  ];
}

const kinds = { fine: 'neutral', soon: 'warning', urgent: 'danger', over: 'danger' } as const;

function badgeOfEnding({ kind, endsAt, daysLeft, severity }: Ending): Badge {
  const what = words.ends[kind as keyof typeof words.ends];
  const text = severity === 'over' ? words.ended(what, formatDate(endsAt)) : words.left(what, daysLeft);
  return { kind: kinds[severity], text };
}

function distinct(badges: readonly Badge[]): readonly Badge[] {
  return [...new Map(badges.map((badge) => [badge.text, badge])).values()];
}
