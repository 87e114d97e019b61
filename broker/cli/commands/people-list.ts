import type { PeopleFilter, PersonSummary } from '#contract/rpc/people';
import { atPeople, operator } from '../at-people.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../context.ts';
import { personCells, personHeads, personLines } from '../people-lines.ts';
import { json, table } from '../print.ts';

const filters: readonly PeopleFilter[] = ['all', 'required', 'exempt', 'enrolled'];

export const peopleList: Command = {
  name: ['people', 'list'],
  summary: 'Lists the people whom somebody added, and those who have a second factor.',
  words: ['TENANT'],
  options: {
    show: { type: 'string', value: filters.join('|'), text: 'Only these; all unless told.' },
    json: { type: 'boolean', text: 'Prints them as JSON.' },
  },
  examples: ['gatehouse people list acme', 'gatehouse people list acme --show exempt'],
  run: (input, context) => {
    const filter = filters.find((each) => each === (input.text('show') ?? 'all'));
    if (filter === undefined) throw new UsageError(`--show is one of: ${filters.join(', ')}`);
    return atPeople(input, context, async (people, at) => {
      const all: PersonSummary[] = [];
      let after: string | null = null;
      do {
        const page = await people.list(at, filter, after);
        all.push(...page.people);
        after = page.next;
      } while (after !== null);
      if (input.flag('json')) context.out(json(all));
      else if (all.length === 0) context.out('There is nobody to list.');
      else for (const line of table([personHeads, ...all.map(personCells)])) context.out(line);
      return exitCodes.done;
    });
  },
};

export const peopleFind: Command = {
  name: ['people', 'find'],
  summary: 'Shows one person, by the whole e-mail address or the whole Jira account id.',
  words: ['TENANT', 'WHO'],
  options: { json: { type: 'boolean', text: 'Prints it as JSON.' } },
  examples: ['gatehouse people find acme ada@borealis.example'],
  run: (input, context) =>
    atPeople(input, context, async (people, at) => {
      const card = await people.find(at, operator, input.words[1] ?? '');
      if (card === null) {
        context.err('Nobody here is known by this. Parts of an address find nobody.');
        return exitCodes.failed;
      }
      if (input.flag('json')) context.out(json(card));
      else for (const line of personLines(card)) context.out(line);
      return exitCodes.done;
    }),
};
