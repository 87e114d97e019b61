import { peopleFileFaults, personProblemWords } from '#contract/messages/en/people';
import { inBatches } from '#contract/people/batches';
import { type PeopleFile, readPeopleFile } from '#contract/people/people-file';
import type { ImportedRow } from '#contract/rpc/people';
import { atPeople, operator } from '../at-people.ts';
import { type Command, UsageError } from '../command.ts';
import { type CliContext, exitCodes } from '../context.ts';
import { createProgress } from '../progress.ts';

/** Lines that are told one by one; the rest is counted. */
const toldProblems = 50;

export const peopleImport: Command = {
  name: ['people', 'import'],
  summary: 'Adds and changes people by a CSV file with the columns email, rule, until and reason.',
  words: ['TENANT', 'FILE'],
  options: {
    'dry-run': { type: 'boolean', text: 'Tells what would come of it, and changes nothing.' },
    'leave-out-wrong': { type: 'boolean', text: 'Takes the others where some lines are wrong. Without it, one wrong line stops all.' },
  },
  examples: ['gatehouse people import acme people.csv --dry-run', 'gatehouse people import acme people.csv --leave-out-wrong'],
  async run(input, context) {
    const [, path = ''] = input.words;
    const bytes = await context.readBytes(path);
    if (bytes === null) throw new UsageError(`there is no file ${path}`);
    const file = readPeopleFile(bytes);
    if (!file.ok) {
      context.err(`${file.line === null ? '' : `Line ${file.line}: `}${peopleFileFaults[file.fault]}`);
      return exitCodes.failed;
    }
    return atPeople(input, context, async (people, at) => {
      const send = async (dryRun: boolean): Promise<ImportedRow[]> => {
        const told: ImportedRow[] = [];
        const progress = createProgress(context, dryRun ? 'People checked' : 'People imported');
        for (const batch of inBatches(file.rows)) {
          told.push(...(await people.importRows(at, operator, batch, dryRun)));
          progress(told.length, file.rows.length);
        }
        return told;
      };
      const preview = await send(true);
      const wrong = tellProblems(file, preview, context);
      if (input.flag('dry-run')) {
        context.out(
          `Would be added: ${count(preview, 'added')}. Changed: ${count(preview, 'changed')}. Left as they are: ${count(preview, 'same')}. Wrong: ${wrong}.`,
        );
        return wrong > 0 ? exitCodes.failed : exitCodes.done;
      }
      if (wrong > 0 && !input.flag('leave-out-wrong')) {
        context.err('Nothing was imported. Put the lines right, or take the others with --leave-out-wrong.');
        return exitCodes.failed;
      }
      const done = await send(false);
      context.out(
        `Added: ${count(done, 'added')}. Changed: ${count(done, 'changed')}. Left as they are: ${count(done, 'same')}. Left out: ${wrong}.`,
      );
      return exitCodes.done;
    });
  },
};

const count = (rows: readonly ImportedRow[], outcome: ImportedRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;

/** Returns how many lines are wrong. */
function tellProblems(file: Extract<PeopleFile, { ok: true }>, told: readonly ImportedRow[], context: CliContext): number {
  if (file.ignored.length > 0) context.err(`Columns that are not read: ${file.ignored.length}.`);
  const refused = told.flatMap(({ line, problem }) => (problem === null ? [] : [{ line, problem }]));
  const problems = [...file.problems, ...refused].toSorted((a, b) => a.line - b.line);
  for (const { line, problem } of problems.slice(0, toldProblems)) context.err(`Line ${line}: ${personProblemWords[problem]}.`);
  if (problems.length > toldProblems) context.err(`And ${problems.length - toldProblems} more.`);
  return problems.length;
}
