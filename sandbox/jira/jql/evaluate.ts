import { summaryOf } from '../field-text.ts';
import type { Issue } from '../model.ts';
import type { Asking, Predicate } from './operands.ts';
import { type Clause, parseJql, type Query } from './parse.ts';
import { termPredicate } from './terms.ts';
import { jqlError } from './tokens.ts';

/** Runs bounded JQL over issues; the caller has already dropped what the asking person may not see. */
export function searchIssues(asking: Asking, jql: string, issues: readonly Issue[]): Issue[] {
  const query = parseJql(jql);
  if (query.where === null) {
    throw jqlError('Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
  }
  const order = comparison(query.orderBy);
  return issues.filter(predicateOf(asking, query.where)).sort(order);
}

function predicateOf(asking: Asking, clause: Clause): Predicate {
  switch (clause.kind) {
    case 'term':
      return termPredicate(asking, clause.field, clause.operator, clause.operands);
    case 'not': {
      const part = predicateOf(asking, clause.part);
      return (issue) => !part(issue);
    }
    case 'and': {
      const parts = clause.parts.map((part) => predicateOf(asking, part));
      return (issue) => parts.every((part) => part(issue));
    }
    case 'or': {
      const parts = clause.parts.map((part) => predicateOf(asking, part));
      return (issue) => parts.some((part) => part(issue));
    }
    default:
      return clause satisfies never;
  }
}

type Comparison = (a: Issue, b: Issue) => number;

const byKey: Comparison = (a, b) => a.key.split('-')[0]?.localeCompare(b.key.split('-')[0] ?? '') || keyNumber(a) - keyNumber(b);

const orders: Record<string, Comparison> = {
  created: (a, b) => a.createdAt - b.createdAt,
  updated: (a, b) => a.updatedAt - b.updatedAt,
  key: byKey,
  issuekey: byKey,
  reporter: (a, b) => a.reporter.localeCompare(b.reporter),
  summary: (a, b) => summaryOf(a).localeCompare(summaryOf(b)),
};

/** At most seven fields [OpenAPI]; without any, newest first; ties by id so that pages are stable. */
function comparison(orderBy: Query['orderBy']): Comparison {
  if (orderBy.length > 7) throw jqlError('The ORDER BY clause can contain a maximum of 7 fields.');
  const asked = orderBy.length > 0 ? orderBy : [{ field: 'created', descending: true }];
  const steps = asked.map(({ field, descending }) => {
    const compare = Object.hasOwn(orders, field.toLowerCase()) ? orders[field.toLowerCase()] : undefined;
    if (!compare) throw jqlError(`Field '${field}' does not exist or you cannot order by it.`);
    return descending ? (a: Issue, b: Issue) => compare(b, a) : compare;
  });
  return (a, b) => {
    for (const compare of steps) {
      const difference = compare(a, b);
      if (difference !== 0) return difference;
    }
    return Number(b.id) - Number(a.id);
  };
}

function keyNumber(issue: Issue): number {
  return Number(issue.key.split('-')[1] ?? 0);
}
