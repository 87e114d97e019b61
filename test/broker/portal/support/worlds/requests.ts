import { addApproval, addComment, addRequest } from '../../../../../sandbox/jira/builders.ts';
import type { Desk, FieldValue, Issue, Organization, RequestType, Site, User } from '../../../../../sandbox/jira/model.ts';
import type { Draws } from './draws.ts';
import type { People } from './people.ts';
import { searchedWords, secretWord } from './words.ts';

const hourMs = 3_600_000;

/** A request of the desk, or an issue of it that is none, with whoever has a part in it. */
export function addRandomRequest(
  site: Site,
  desk: Desk,
  draw: Draws,
  around: { people: People; organizations: readonly Organization[]; reporters: readonly User[]; now: number },
): Issue {
  const { people, now } = around;
  const type = desk.requestTypes.length > 0 && draw.chance(0.92) ? draw.one(desk.requestTypes) : null;
  const [level] = desk.securityLevels;
  const issue = addRequest(site, desk, {
    type,
    reporter: draw.chance(0.8) ? draw.one(around.reporters) : people.staff,
    creator: people.staff,
    summary: `Request ${draw.one(searchedWords)}`,
    fields: valuesFor(type, draw),
    participants: draw.some(people.mixed, 0.15),
    organizations: draw.some(around.organizations, 0.3),
    ...(level !== undefined && draw.chance(0.25) ? { securityLevel: level } : {}),
    statuses: draw.chance(0.3) ? ['10005'] : [],
    createdAt: now - 48 * hourMs - draw.below(1_000) * 1000,
  });
  if (draw.chance(0.25)) {
    const approval = addApproval(site, issue, { approvers: draw.some(people.mixed, 0.3), createdAt: issue.createdAt });
    if (draw.chance(0.3)) approval.finalDecision = 'approved';
  }
  const count = draw.below(3);
  for (let number = 0; number < count; number += 1) addRandomComment(site, issue, draw, people, number);
  return issue;
}

function valuesFor(type: RequestType | null, draw: Draws): Record<string, FieldValue> {
  const fields = type?.fields ?? [];
  const shown = (fieldId: string) => fields.some((field) => field.fieldId === fieldId && field.visible);
  const words = `${draw.one(searchedWords)} ${draw.one(searchedWords)}`;
  return {
    // Agents write into descriptions that the form does not show.
    ...(draw.chance(0.7) ? { description: shown('description') ? words : `${secretWord} ${words}` } : {}),
    ...(shown('customfield_10200') && draw.chance(0.6) ? { customfield_10200: { id: '1', value: 'High' } } : {}),
    ...(draw.chance(0.5) ? { customfield_10201: `${secretWord} routing` } : {}),
  };
}

function addRandomComment(site: Site, issue: Issue, draw: Draws, people: People, number: number): void {
  const isPublic = draw.chance(0.6);
  const restricted = draw.chance(0.25);
  const mention = draw.chance(0.2) ? ` [~accountid:${draw.one(people.mixed).accountId}]` : '';
  addComment(site, issue, {
    author: draw.one([people.staff, ...people.mixed]),
    body: isPublic && !restricted ? `Comment ${number}${mention}` : `${secretWord} comment ${number}`,
    public: isPublic,
    visibility: restricted ? { type: 'role', value: draw.one(['Administrators', 'Service Desk Team']) } : null,
    createdAt: issue.createdAt + (number + 1) * 60_000,
  });
}
