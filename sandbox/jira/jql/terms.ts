import { textOf } from '../field-text.ts';
import { readableComments } from '../jsm/comments.ts';
import { deskOf } from '../lookup.ts';
import type { Issue } from '../model.ts';
import { fieldNamed } from './fields.ts';
import { type Asking, knownPerson, noSuchFunction, notSupported, type Predicate, plain } from './operands.ts';
import type { Operand, Operator } from './parse.ts';
import { jqlTime } from './times.ts';
import { jqlError } from './tokens.ts';

/** Compiles one term. Operators that the field does not take are a 400. */
export function termPredicate(asking: Asking, name: string, operator: Operator, operands: Operand[]): Predicate {
  const field = fieldNamed(asking.site, name);
  const [first] = operands;
  if (field.kind === 'time' && first) return timePredicate(field.of, asking, operator, first, name);
  if (field.kind === 'text' && first) return textPredicate(asking, field.of, operator, first);
  if (field.kind === 'approvals' && first && operator === '=') return approvalPredicate(asking, first);
  if (field.kind !== 'set') throw notSupported(operator, name);
  const valuesOf = (issue: Issue) => field.valuesOf(asking, issue);
  if (operator === 'is empty') return (issue) => valuesOf(issue).length === 0;
  if (operator === 'is not empty') return (issue) => valuesOf(issue).length > 0;
  if (!['=', '!=', 'in', 'not in'].includes(operator)) throw notSupported(operator, name);
  const wanted = new Set(operands.flatMap((operand) => field.resolve(asking, operand)));
  if (operator === '=' || operator === 'in') return (issue) => valuesOf(issue).some((value) => wanted.has(value));
  // As in Jira, issues without a value do not match a negation.
  return (issue) => valuesOf(issue).length > 0 && !valuesOf(issue).some((value) => wanted.has(value));
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
function textPredicate(asking: Asking, of: 'all' | 'summary' | 'description', operator: Operator, operand: Operand): Predicate {
  if (operator !== '~' && operator !== '!~') throw notSupported(operator, of === 'all' ? 'text' : of);
  const query = plain(operand).toLowerCase();
  if (query.trim() === '' || /^[*?]/.test(query.trim())) throw jqlError(`The text query '${query}' is not allowed.`);
  const phrases = [...query.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
  const words = wordsOf(query.replace(/"[^"]+"/g, ' '), '*');
  const found = (issue: Issue) => {
    const text = (of === 'all' ? searchableText(asking, issue) : textOf(issue.fieldValues.get(of))).toLowerCase();
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
      throw noSuchFunction(operand);
  }
}
