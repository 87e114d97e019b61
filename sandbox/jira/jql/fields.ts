import { deskOf, isRequest, issueByKeyOrId } from '../lookup.ts';
import type { Issue, Site } from '../model.ts';
import { canBrowse, staffMaySee } from '../rights.ts';
import { statusOf } from '../workflow.ts';
import { type Asking, person, plain, unknownValue } from './operands.ts';
import type { Operand } from './parse.ts';
import { jqlError } from './tokens.ts';

/** A field with a set of values: `=` and `in` ask whether one of them is among the operands. */
interface SetField {
  kind: 'set';
  valuesOf: (asking: Asking, issue: Issue) => string[];
  /** The values an operand stands for; an unknown one is a 400. */
  resolve: (asking: Asking, operand: Operand) => string[];
}

export type Field =
  | SetField
  | { kind: 'approvals' }
  | { kind: 'text'; of: 'all' | 'summary' | 'description' }
  | { kind: 'time'; of: (issue: Issue) => number };

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

/** An issue that the asking person cannot see is refused as one that is not there. */
const key: SetField = {
  kind: 'set',
  valuesOf: (_asking, issue) => [issue.id],
  resolve: (asking, operand) => {
    const text = plain(operand);
    const issue = issueByKeyOrId(asking.site, text);
    if (!issue || asking.user === null || !staffMaySee(deskOf(asking.site, issue), issue, asking.user.accountId)) {
      throw unknownValue(text, 'issuekey');
    }
    return [issue.id];
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
  valuesOf: (asking, issue) => (issue.requestTypeId !== null && isRequest(deskOf(asking.site, issue), issue) ? [issue.requestTypeId] : []),
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
    key,
    issuekey: key,
    reporter,
    statuscategory: statusCategory,
    text: { kind: 'text', of: 'all' },
    summary: { kind: 'text', of: 'summary' },
    description: { kind: 'text', of: 'description' },
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
