import { atPeople, getPerson, operator, orThrow, reasonFrom } from '../at-people.ts';
import { type Command, type Input, UsageError } from '../command.ts';
import { exitCodes } from '../context.ts';

const reason = { type: 'string', value: 'TEXT', text: 'Why; administrators see it beside the person.' } as const;
const yes = { type: 'boolean', text: 'Says that you mean it: it cannot be undone.' } as const;

/** Nothing brings it back, so nobody does it by a slip of the keyboard. */
function assertMeant(input: Input): void {
  if (!input.flag('yes')) throw new UsageError('this cannot be undone; add --yes if you mean it');
}

export const peopleReset: Command = {
  name: ['people', 'reset'],
  summary: 'Takes every second factor, recovery code and remembered browser of somebody away, and signs them out.',
  words: ['TENANT', 'WHO'],
  options: { reason, yes },
  examples: ['gatehouse people reset acme ada@borealis.example --reason "lost phone, HELP-7" --yes'],
  run: (input, context) => {
    const why = reasonFrom(input);
    assertMeant(input);
    return atPeople(input, context, async (people, at) => {
      const { id } = await getPerson(people, at, input.words[1] ?? '');
      const { factors, sessions, told } = orThrow(await people.reset(at, operator, id, why));
      context.out(`Second factors removed: ${factors}. Sign-ins ended: ${sessions}.`);
      context.out(told ? 'The person gets a message about it.' : 'No address is known: tell the person yourself.');
      return exitCodes.done;
    });
  },
};

export const peoplePass: Command = {
  name: ['people', 'pass'],
  summary: 'Issues a temporary pass: a code for one sign-in within the hour, in place of a second factor.',
  words: ['TENANT', 'WHO'],
  options: { reason },
  examples: ['gatehouse people pass acme ada@borealis.example --reason "forgot the key at home"'],
  run: (input, context) => {
    const why = reasonFrom(input);
    return atPeople(input, context, async (people, at) => {
      const { id } = await getPerson(people, at, input.words[1] ?? '');
      const { code, expiresAt } = orThrow(await people.issuePass(at, operator, id, why));
      context.out(code);
      context.err(`It works once, until ${new Date(expiresAt).toISOString()}. Give it to them in person or by phone.`);
      return exitCodes.done;
    });
  },
};

export const peopleForget: Command = {
  name: ['people', 'forget'],
  summary: 'Deletes everything that is kept of somebody. When they sign in again, they begin as somebody new.',
  words: ['TENANT', 'WHO'],
  options: { yes },
  examples: ['gatehouse people forget acme ada@borealis.example --yes'],
  run: (input, context) => {
    assertMeant(input);
    return atPeople(input, context, async (people, at) => {
      const { id } = await getPerson(people, at, input.words[1] ?? '');
      orThrow(await people.forget(at, operator, id));
      context.out('Nothing is kept of them any more.');
      return exitCodes.done;
    });
  },
};
