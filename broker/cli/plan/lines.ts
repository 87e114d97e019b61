import type { Change, MemberChange } from './changes.ts';
import type { Plan } from './plan.ts';

/** A plan as a person reads it: `+` comes, `-` goes, `~` changes, `!` a consequence. */
export function planLines(plan: Plan): readonly string[] {
  return [...plan.changes.flatMap(changeLines), ...plan.warnings.map(({ what, text }) => `! ${what}: ${text}`)];
}

function changeLines(change: Change): readonly string[] {
  switch (change.kind) {
    case 'added':
      return [`+ ${change.what}${nameOf(change.value)}`];
    case 'removed':
      return [`- ${change.what}${nameOf(change.value)}`];
    case 'reordered':
      return [`~ order of the ${change.what}: ${change.order.join(', ')}`];
    case 'changed':
      return [`~ ${change.what}`, ...change.members.map((member) => `    ${member.member}: ${memberText(member)}`)];
    default:
      return change satisfies never;
  }
}

function memberText(change: MemberChange): string {
  if ('secret' in change) return `${change.secret} (a secret)`;
  if ('before' in change) return `${shown(change.before)} -> ${shown(change.after)}`;
  return [...change.added.map((entry) => `+ ${shown(entry)}`), ...change.removed.map((entry) => `- ${shown(entry)}`)].join(', ');
}

/** What tells a person which one it is. */
function nameOf(value: unknown): string {
  const members = new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  const told = ['name', 'issuer', 'siteUrl'].flatMap((member) => (members.has(member) ? [shown(members.get(member))] : []));
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}

/** As JSON, with everything escaped that would move a terminal's cursor or turn its text around. */
function shown(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
