import { readableComments } from '../jsm/comments.ts';
import { deskOf } from '../lookup.ts';
import type { Issue, Site, User } from '../model.ts';
import { canBrowse } from '../rights.ts';
import { statusOf } from '../workflow.ts';
import type { Operand, Operator } from './parse.ts';
import { jqlTime } from './times.ts';
import { jqlError } from './tokens.ts';

export interface Asking {
  site: Site;
  /** `null` when nobody is signed in. */
  user: User | null;
  now: number;
}

export type Predicate = (issue: Issue) => boolean;

/** A field with a set of values: `=` and `in` ask whether one of them is among the operands. */
interface SetField {
  kind: 'set';
  valuesOf(asking: Asking, issue: Issue): string[];
  /** The values an operand stands for; an unknown one is a 400. */
  resolve(asking: Asking, operand: Operand): string[];
}

type Field = SetField | { kind: 'approvals' } | { kind: 'text' } | { kind: 'time'; of(issue: Issue): number };

const categories: Record<string, string> = {
  'to do': 'NEW',
  new: 'NEW',
  'in progress': 'INDETERMINATE',
  indeterminate: 'INDETERMINATE',
  done: 'DONE',
};

const project: SetField = {
  kind: 'set',
  valuesOf: (_asking, issue) => [issue.deskId],
  resolve: (asking, operand) => {
    const text = plain(operand);
    const desk = [...asking.site.desks.values()].find(
      (candidate) =>
        (candidate.projectKey === text.toUpperCase() || candidate.projectId === text || candidate.name === text) &&
        asking.user !== null &&
        canBrowse(candidate, asking.user.accountId),
    );
    if (!desk) throw unknownValue(text, 'project');
    return [desk.id];
  },
};

const reporter: SetField = {
  kind: 'set',
  valuesOf: (_asking, issue) => [issue.reporter],
  resolve: (asking, operand) => [person(asking, operand, 'reporter')],
};

const participants: SetField = {
  kind: 'set',
  valuesOf: (_asking, issue) => issue.participants,
  resolve: (asking, operand) => [person(asking, operand, 'Request participants')],
};

const organizations: SetField = {
  kind: 'set',
  valuesOf: (_asking, issue) => issue.organizationIds,
  resolve: (asking, operand) => {
    const text = plain(operand);
    const found = [...asking.site.organizations.values()].filter((organization) => organization.id === text || organization.name === text);
    if (found.length === 0) throw unknownValue(text, 'Organizations');
    return found.map((organization) => organization.id);
  },
};

const requestType: SetField = {
  kind: 'set',
  valuesOf: (_asking, issue) => (issue.requestTypeId === null ? [] : [issue.requestTypeId]),
  resolve: (asking, operand) => {
    const text = plain(operand);
    const found = [...asking.site.desks.values()].flatMap((desk) =>
      desk.requestTypes.filter((type) => type.id === text || type.name === text || `${type.name} (${desk.projectKey})` === text),
    );
    if (found.length === 0) throw unknownValue(text, 'Request Type');
    return found.map((type) => type.id);
  },
};

const statusCategory: SetField = {
  kind: 'set',
  valuesOf: (asking, issue) => [statusOf(deskOf(asking.site, issue), issue).category],
  resolve: (_asking, operand) => {
    const category = categories[plain(operand).toLowerCase()];
    if (!category) throw unknownValue(plain(operand), 'statusCategory');
    return [category];
  },
};

/** A field by its clause name: the fields of this simulator, and JSM's four custom fields by id or name. */
export function fieldNamed(site: Site, name: string): Field {
  const { systemFields } = site;
  const byName: Record<string, Field> = {
    project,
    reporter,
    statuscategory: statusCategory,
    text: { kind: 'text' },
    created: { kind: 'time', of: (issue) => issue.createdAt },
    updated: { kind: 'time', of: (issue) => issue.updatedAt },
    [`cf[${systemFields.requestType}]`]: requestType,
    'request type': requestType,
    [`cf[${systemFields.participants}]`]: participants,
    'request participants': participants,
    [`cf[${systemFields.organizations}]`]: organizations,
    organizations,
    [`cf[${systemFields.approvals}]`]: { kind: 'approvals' },
    approvals: { kind: 'approvals' },
  };
  const field = Object.hasOwn(byName, name.toLowerCase()) ? byName[name.toLowerCase()] : undefined;
  if (!field) throw jqlError(`Field '${name}' does not exist or you do not have permission to view it.`);
  return field;
}

/** Compiles one term. Operators that the field does not take are a 400. */
export function termPredicate(asking: Asking, name: string, operator: Operator, operands: Operand[]): Predicate {
  const field = fieldNamed(asking.site, name);
  const [first] = operands;
  if (field.kind === 'time' && first) return timePredicate(field.of, asking, operator, first, name);
  if (field.kind === 'text' && first) return textPredicate(asking, operator, first);
  if (field.kind === 'approvals' && first && operator === '=') return approvalPredicate(asking, first);
  if (field.kind !== 'set') throw notSupported(operator, name);
  const { valuesOf } = field;
  if (operator === 'is empty') return (issue) => valuesOf(asking, issue).length === 0;
  if (operator === 'is not empty') return (issue) => valuesOf(asking, issue).length > 0;
  if (!['=', '!=', 'in', 'not in'].includes(operator)) throw notSupported(operator, name);
  const wanted = new Set(operands.flatMap((operand) => field.resolve(asking, operand)));
  if (operator === '=' || operator === 'in') return (issue) => valuesOf(asking, issue).some((value) => wanted.has(value));
  // As in Jira, issues without a value do not match a negation.
  return (issue) => valuesOf(asking, issue).length > 0 && !valuesOf(asking, issue).some((value) => wanted.has(value));
}

function timePredicate(of: (issue: Issue) => number, asking: Asking, operator: Operator, operand: Operand, name: string): Predicate {
  const { first, last } = jqlTime(plain(operand), asking.now);
  if (operator === '>=') return (issue) => of(issue) >= first;
  if (operator === '>') return (issue) => of(issue) > last;
  if (operator === '<') return (issue) => of(issue) < first;
  if (operator === '<=') return (issue) => of(issue) <= last;
  throw notSupported(operator, name);
}

/** Whole words, all of them, in any order; `*` at the end of a word takes its beginning; a phrase in quotes stays together. */
function textPredicate(asking: Asking, operator: Operator, operand: Operand): Predicate {
  if (operator !== '~' && operator !== '!~') throw notSupported(operator, 'text');
  const query = plain(operand).toLowerCase();
  if (query.trim() === '' || /^[*?]/.test(query.trim())) throw jqlError(`The text query '${query}' is not allowed.`);
  const phrases = [...query.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
  const words = wordsOf(query.replace(/"[^"]+"/g, ' '), '*');
  const found = (issue: Issue) => {
    const text = searchableText(asking, issue).toLowerCase();
    const present = wordsOf(text, '');
    return (
      phrases.every((phrase) => text.includes(phrase)) &&
      words.every((word) => present.some((one) => (word.endsWith('*') ? one.startsWith(word.slice(0, -1)) : one === word)))
    );
  };
  return operator === '~' ? found : (issue) => !found(issue);
}

function wordsOf(text: string, also: string): string[] {
  return text.match(also === '*' ? /[\p{L}\p{N}_]+\*?/gu : /[\p{L}\p{N}_]+/gu) ?? [];
}

/** Summary, description, texts and those comments the asking person may read. */
function searchableText(asking: Asking, issue: Issue): string {
  const values = [...issue.fieldValues.values()].filter((value) => typeof value === 'string');
  const comments = asking.user ? readableComments(deskOf(asking.site, issue), issue, asking.user) : [];
  return [...values, ...comments.map((comment) => comment.body)].join('\n');
}

function approvalPredicate(asking: Asking, operand: Operand): Predicate {
  if (operand.kind !== 'function') throw jqlError("The field 'Approvals' takes functions only.");
  const me = asking.user?.accountId ?? '';
  const named = operand.args.map((accountId) => knownPerson(asking, accountId, 'Approvals'));
  const by = (people: string[], pendingOnly: boolean): Predicate => {
    return (issue) =>
      issue.approvals.some((approval) =>
        approval.approvers.some(
          (approver) =>
            people.includes(approver.accountId) &&
            (!pendingOnly || (approval.finalDecision === 'pending' && approver.decision === 'pending')),
        ),
      );
  };
  const decided =
    (decision: string): Predicate =>
    (issue) =>
      issue.approvals.some((approval) => approval.finalDecision === decision);
  switch (operand.name.toLowerCase()) {
    case 'approver':
      return by(named, false);
    case 'pendingby':
      return by(named, true);
    case 'myapproval':
      return by([me], false);
    case 'mypending':
      return by([me], true);
    case 'pending':
      return decided('pending');
    case 'approved':
      return decided('approved');
    default:
      throw jqlError(`Unable to find JQL function '${operand.name}(${operand.args.join(', ')})'.`);
  }
}

function person(asking: Asking, operand: Operand, field: string): string {
  if (operand.kind === 'value') return knownPerson(asking, operand.text, field);
  if (operand.name.toLowerCase() !== 'currentuser' || operand.args.length > 0 || !asking.user) {
    throw jqlError(`Unable to find JQL function '${operand.name}(${operand.args.join(', ')})'.`);
  }
  return asking.user.accountId;
}

function knownPerson(asking: Asking, accountId: string, field: string): string {
  if (!asking.site.users.has(accountId)) throw unknownValue(accountId, field);
  return accountId;
}

function plain(operand: Operand): string {
  if (operand.kind === 'value') return operand.text;
  throw jqlError(`Unable to find JQL function '${operand.name}(${operand.args.join(', ')})'.`);
}

const unknownValue = (value: string, field: string) => jqlError(`The value '${value}' does not exist for the field '${field}'.`);
const notSupported = (operator: string, field: string) => jqlError(`The operator '${operator}' is not supported by the '${field}' field.`);
