import type { PersonSummary } from '#contract/rpc/people';
import { formatUtcDay } from '../i18n/dates.ts';
import { people as words } from '../i18n/people.ts';
import { now } from '../state/clock.ts';
import { Lozenge } from '../ui/lozenge.tsx';

/** What is said of a person, where it differs from what is said of everybody. */
export function PersonLozenge({ person: { rule, until } }: { person: Pick<PersonSummary, 'rule' | 'until'> }) {
  switch (rule) {
    case 'policy':
      return null;
    case 'required':
      return <Lozenge kind="success">{words.lozenge.required}</Lozenge>;
    case 'exempt':
      if (until === null || until <= now()) return <Lozenge kind="neutral">{words.lozenge.over}</Lozenge>;
      return <Lozenge kind="warning">{words.lozenge.exempt(formatUtcDay(until))}</Lozenge>;
  }
}
