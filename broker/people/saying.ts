import { plainReason } from '#contract/people/people-file';
import { type PersonProblem, type PersonRule, peopleLimits } from '#contract/rpc/people';
import type { EpochMs } from '../domain/brands.ts';
import type { PersonRow } from '../domain/person.ts';
import type { Saying } from '../domain/ports/people.ts';

type Said = { readonly ok: true; readonly saying: Saying } | { readonly ok: false; readonly problem: PersonProblem };

/** What is to be said of somebody, in its one form: an exemption has a day to come and a reason, everything else has no day. */
export function soundSaying({ rule, until, reason }: Saying, now: EpochMs): Said {
  const plain = plainReason(reason);
  if (rule !== 'exempt') return { ok: true, saying: { rule, until: null, reason: plain } };
  if (until === null) return { ok: false, problem: 'until-missing' };
  if (until <= now) return { ok: false, problem: 'until-past' };
  if (until > now + (peopleLimits.exemptDays + 1) * 86_400_000) return { ok: false, problem: 'until-far' };
  return plain === '' ? { ok: false, problem: 'reason-missing' } : { ok: true, saying: { rule, until, reason: plain } };
}

type SaidOf = Pick<PersonRow, 'rule' | 'until'>;

const order: readonly PersonRule[] = ['exempt', 'policy', 'required'];

/** What holds of a row, its exemption being over or not. */
function standing({ rule, until }: SaidOf, now: EpochMs): number {
  return order.indexOf(rule === 'exempt' && (until === null || until <= now) ? 'policy' : rule);
}

/** Would less be asked of them than now, or for longer? Nobody does that for themselves. */
export function loosens(before: SaidOf | null, after: SaidOf, now: EpochMs): boolean {
  return after.rule === 'exempt' || standing(after, now) < standing(before ?? { rule: 'policy', until: null }, now);
}

/** Is more asked of them than before? Then what they were let in with is not enough any more. */
export function tightens(before: SaidOf | null, after: SaidOf, now: EpochMs): boolean {
  return standing(after, now) > standing(before ?? { rule: 'policy', until: null }, now);
}

export function isSame(before: SaidOf, after: SaidOf): boolean {
  return before.rule === after.rule && before.until === after.until;
}
