import type { PersonCard } from '#contract/rpc/people';
import { AppError, type Refusal } from '../domain/app-error.ts';
import type { PeopleScene } from '../domain/ports/people.ts';
import { type Input, UsageError } from './command.ts';
import type { CliContext, ExitCode } from './context.ts';
import type { CliParts } from './parts.ts';
import { getTenant, withParts } from './with-parts.ts';

/** Who does it, in the log and in what was done about somebody. */
export const operator = { kind: 'operator' } as const;

/** Work on the people of the tenant that the first word names. */
export function atPeople(
  { words: [slug = ''] }: Input,
  context: CliContext,
  work: (people: CliParts['people'], at: PeopleScene) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withParts(context, async (parts) => {
    const tenant = await getTenant(parts, slug);
    return work(parts.people, { tenant, snapshot: await parts.snapshots.live(tenant.id) });
  });
}

/** Somebody by the whole address or account id; throws `person_unknown`. */
export async function getPerson(people: CliParts['people'], at: PeopleScene, text: string): Promise<PersonCard> {
  const card = await people.find(at, operator, text);
  if (card === null) throw new AppError('person_unknown', { details: { because: 'person.text' } });
  return card;
}

export function orThrow<Done extends { readonly ok: true }>(outcome: Done | Refusal): Done {
  if (!outcome.ok) throw new AppError(outcome.code, { details: { because: outcome.because } });
  return outcome;
}

/** The reason that has to be given. */
export function reasonFrom(input: Input): string {
  const reason = input.text('reason')?.trim() ?? '';
  if (reason === '') throw new UsageError('--reason TEXT is missing');
  return reason;
}
