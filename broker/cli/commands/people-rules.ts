import { endOfDay } from '#contract/people/people-file';
import type { Saying } from '../../domain/ports/people.ts';
import { atPeople, operator, orThrow, reasonFrom } from '../at-people.ts';
import { type Command, type Input, UsageError } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../context.ts';

const reason = { type: 'string', value: 'TEXT', text: 'Why; administrators see it beside the person.' } as const;

export const peopleAdd: Command = {
  name: ['people', 'add'],
  summary: 'Adds somebody by their e-mail address. The policy decides about their second factor.',
  words: ['TENANT', 'ADDRESS'],
  options: { reason },
  examples: ['gatehouse people add acme ada@borealis.example'],
  run: (input, context) =>
    atPeople(input, context, async (people, at) => {
      const [, address = ''] = input.words;
      const there = await people.find(at, operator, address);
      if (there?.address) {
        context.err('They are there already; "people require" and "people exempt" change what is said of them.');
        return exitCodes.failed;
      }
      orThrow(await people.say(at, operator, { address }, { rule: 'policy', until: null, reason: input.text('reason') ?? '' }));
      context.out('Added.');
      return exitCodes.done;
    }),
};

export const peopleRequire: Command = {
  name: ['people', 'require'],
  summary: 'Asks somebody for a second factor in any case. Adds them where they are new.',
  words: ['TENANT', 'ADDRESS'],
  options: { reason },
  examples: ['gatehouse people require acme ada@borealis.example'],
  run: (input, context) => say(input, context, { rule: 'required', until: null, reason: input.text('reason') ?? '' }, 'Required.'),
};

export const peopleExempt: Command = {
  name: ['people', 'exempt'],
  summary: 'Exempts somebody from what the list of the policy asks, until a day. Adds them where they are new.',
  words: ['TENANT', 'ADDRESS'],
  options: { until: { type: 'string', value: 'DAY', text: 'The last day, in UTC, such as 2027-03-31; at most a year.' }, reason },
  examples: ['gatehouse people exempt acme ada@borealis.example --until 2027-03-31 --reason "phone is being replaced"'],
  run: (input, context) => {
    const typed = input.text('until') ?? '';
    const until = endOfDay(typed);
    if (until === undefined) throw new UsageError(typed === '' ? '--until DAY is missing' : '--until is a day such as 2027-03-31');
    return say(input, context, { rule: 'exempt', until, reason: reasonFrom(input) }, `Exempt until the end of ${typed}, UTC.`);
  },
};

function say(input: Input, context: CliContext, saying: Saying, done: string): Promise<ExitCode> {
  return atPeople(input, context, async (people, at) => {
    orThrow(await people.say(at, operator, { address: input.words[1] ?? '' }, saying));
    context.out(done);
    return exitCodes.done;
  });
}
