import type { Desk, Issue, Site } from '../../../../../sandbox/jira/model.ts';
import { moveIssue } from '../../../../../sandbox/jira/move-issue.ts';
import { touch } from '../../../../../sandbox/jira/search-index.ts';
import type { Draws } from './draws.ts';

/** Where a change happens: to what an actor has to do with. */
interface Place {
  readonly site: Site;
  readonly accountId: string;
  readonly draw: Draws;
  readonly now: number;
}

/** Something that an administrator or agent does while people are signed in. False: there is nothing of the kind here. */
type Change = (place: Place) => boolean;

const mine = ({ site, accountId }: Place) => [...site.organizations.values()].filter((one) => one.members.has(accountId));
const desksOf = ({ site }: Place) => [...site.desks.values()];
const issuesOf = ({ site }: Place) => [...site.issues.values()];

export const changes: Readonly<Record<string, Change>> = {
  'leaves an organization': (place) => onOne(place, mine(place), (one) => one.members.delete(place.accountId)),
  'joins an organization': (place) =>
    onOne(
      place,
      [...place.site.organizations.values()].filter((one) => !one.members.has(place.accountId)),
      (one) => one.members.add(place.accountId),
    ),
  'an organization of theirs leaves a desk': (place) =>
    onOne(
      place,
      desksOf(place).flatMap((desk) => mine(place).flatMap(({ id }) => (desk.organizationIds.has(id) ? [{ desk, id }] : []))),
      ({ desk, id }) => desk.organizationIds.delete(id),
    ),
  'an organization comes to a desk': (place) =>
    onOne(place, desksOf(place), (desk) => {
      for (const { id } of mine(place)) desk.organizationIds.add(id);
    }),
  'an organization is deleted': (place) =>
    onOne(place, [...mine(place), ...place.site.organizations.values()].slice(0, 1), ({ id }) => {
      place.site.organizations.delete(id);
      for (const desk of desksOf(place)) desk.organizationIds.delete(id);
    }),
  'is listed no more': (place) =>
    onOne(
      place,
      desksOf(place).filter((desk) => desk.customers.has(place.accountId)),
      (desk) => desk.customers.delete(place.accountId),
    ),
  'is listed': (place) => onOne(place, desksOf(place), (desk) => desk.customers.add(place.accountId)),
  'a desk is closed': (place) => onOne(place, access(place, 'open'), (desk) => setAccess(desk, 'restricted')),
  'a desk is opened': (place) => onOne(place, access(place, 'restricted'), (desk) => setAccess(desk, 'open')),
  'a desk is renamed': (place) =>
    onOne(place, desksOf(place), (desk) => {
      desk.name = 'Renamed';
    }),
  'a desk is deleted': (place) =>
    // The first is the one that the service account always works in.
    onOne(place, desksOf(place).slice(1), (desk) => {
      place.site.desks.delete(desk.id);
      for (const issue of issuesOf(place)) if (issue.deskId === desk.id) place.site.issues.delete(issue.id);
    }),
  'is deactivated': (place) =>
    onOne(
      place,
      [...place.site.users.values()].filter((user) => user.accountId === place.accountId),
      (user) => {
        user.active = false;
      },
    ),
  'is deleted': (place) => place.site.users.delete(place.accountId),
  'becomes an agent': (place) =>
    // Apps work in desks as well, but no app opens a portal.
    onOne(place, place.site.users.get(place.accountId)?.accountType === 'app' ? [] : desksOf(place), (desk) =>
      desk.agents.add(place.accountId),
    ),
  'is an agent no more': (place) =>
    onOne(
      place,
      desksOf(place).filter((desk) => desk.agents.has(place.accountId)),
      (desk) => desk.agents.delete(place.accountId),
    ),
  'a type is restricted': (place) =>
    onOne(place, typesOf(place), (type) => {
      type.restrictedTo = { accountIds: new Set(), organizationIds: new Set() };
    }),
  'a type leaves its groups': (place) =>
    onOne(place, typesOf(place), (type) => {
      type.groupIds = [];
    }),
  'a type is deleted': (place) =>
    onOne(
      place,
      desksOf(place).filter((desk) => desk.requestTypes.length > 0),
      (desk) => desk.requestTypes.pop(),
    ),
  'a field is hidden': (place) =>
    onOne(
      place,
      typesOf(place).flatMap((type) => type.fields.filter((field) => field.visible && field.fieldId === 'description')),
      (field) => {
        field.visible = false;
      },
    ),
  'a level is set': (place) =>
    onIssue(place, issuesOf(place), (issue, desk) => {
      issue.securityLevelId = desk.securityLevels[0]?.id ?? null;
    }),
  'a level loses its people': (place) =>
    onOne(
      place,
      desksOf(place).flatMap((desk) => desk.securityLevels),
      (level) => {
        level.accountIds.delete(place.accountId);
        level.reporter = false;
      },
    ),
  'a participant is removed': (place) =>
    onIssue(
      place,
      issuesOf(place).filter((issue) => issue.participants.includes(place.accountId)),
      (issue) => {
        issue.participants = issue.participants.filter((person) => person !== place.accountId);
      },
    ),
  'a participant is added': (place) => onIssue(place, issuesOf(place), (issue) => issue.participants.push(place.accountId)),
  'a request gets another reporter': (place) =>
    onIssue(
      place,
      issuesOf(place).filter((issue) => issue.reporter === place.accountId),
      (issue) => {
        issue.reporter = '70121:staff';
      },
    ),
  'an approval is withdrawn': (place) =>
    onIssue(
      place,
      issuesOf(place).filter((issue) => issue.approvals.length > 0),
      (issue) => issue.approvals.splice(0),
    ),
  'a request is shared no more': (place) =>
    onIssue(
      place,
      issuesOf(place).filter((issue) => issue.organizationIds.length > 0),
      (issue) => issue.organizationIds.splice(0),
    ),
  'a comment becomes internal': (place) =>
    onIssue(
      place,
      issuesOf(place).filter((issue) => issue.comments.length > 0),
      (issue) => {
        for (const comment of issue.comments) comment.public = false;
      },
    ),
  'a request is moved': (place) =>
    onIssue(place, issuesOf(place), (issue, from) => {
      const to = desksOf(place).find((desk) => desk.id !== from.id);
      if (to) moveIssue(place.site, issue, { desk: to, type: to.requestTypes[0] ?? null, at: place.now });
    }),
  'a request is deleted': (place) => onOne(place, issuesOf(place), (issue) => place.site.issues.delete(issue.id)),
  'a request loses its type': (place) =>
    onIssue(place, issuesOf(place), (issue) => {
      issue.requestTypeId = null;
    }),
};

function onOne<Item>(place: Place, items: readonly Item[], change: (item: Item) => unknown): boolean {
  if (items.length === 0) return false;
  change(place.draw.one(items));
  return true;
}

/** Prefers what the person has to do with, and tells the search index. */
function onIssue(place: Place, issues: readonly Issue[], change: (issue: Issue, desk: Desk) => unknown): boolean {
  const own = issues.filter((issue) => issue.reporter === place.accountId || issue.participants.includes(place.accountId));
  return onOne(place, own.length > 0 ? own : issues, (issue) => {
    const desk = place.site.desks.get(issue.deskId);
    if (desk === undefined) return;
    change(issue, desk);
    touch(place.site, issue, place.now);
  });
}

function typesOf(place: Place) {
  return desksOf(place).flatMap((desk) => desk.requestTypes);
}

function access(place: Place, now: Desk['access']): Desk[] {
  return desksOf(place).filter((desk) => desk.access === now);
}

function setAccess(desk: Desk, to: Desk['access']): void {
  desk.access = to;
}
