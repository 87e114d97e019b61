import { tokenTexts } from '#contract/messages/en/tokens';
import type { SecretEncoding, TokenFile, TokenPreview } from '../../domain/ports/token-pool.ts';
import { type Command, type Input, UsageError } from '../command.ts';
import { type CliContext, type ExitCode, exitCodes } from '../context.ts';
import { table } from '../print.ts';
import { createProgress } from '../progress.ts';
import { getTenant, withParts } from '../with-parts.ts';

const encodings = ['hex', 'base32', 'base64'] as const;
/** Lines that are told one by one; the rest is counted. */
const toldProblems = 50;

export const tokensImport: Command = {
  name: ['tokens', 'import'],
  summary: 'Adds hardware tokens to the pool of a tenant: from a CSV file, or from a key container (PSKC, RFC 6030).',
  words: ['FILE'],
  options: {
    tenant: { type: 'string', value: 'NAME', text: 'The tenant whose people get them.' },
    'dry-run': { type: 'boolean', text: 'Tells what would come of it, and changes nothing.' },
    'leave-out-wrong': { type: 'boolean', text: 'Adds the others where some lines are wrong. Without it, one wrong line stops all.' },
    encoding: { type: 'string', value: encodings.join('|'), text: 'How secrets are written; found out unless told.' },
    'password-file': { type: 'string', value: 'FILE', text: 'For key containers: a file with the password.' },
    'key-file': { type: 'string', value: 'FILE', text: 'For key containers: a file with the key, as hexadecimal digits.' },
  },
  examples: [
    'gatehouse tokens import tokens.csv --tenant acme --dry-run',
    'gatehouse tokens import tokens.xml --tenant acme --password-file /run/secrets/tokens-password',
  ],
  async run(input, context) {
    const slug = input.text('tenant');
    if (slug === null) throw new UsageError('--tenant NAME is missing');
    const file = await fileOf(input, context);
    return withParts(context, async (parts): Promise<ExitCode> => {
      const { id } = await getTenant(parts, slug);
      const isDry = input.flag('dry-run');
      const how = { leaveOutWrong: input.flag('leave-out-wrong'), progress: createProgress(context, 'Tokens added') };
      const previewed = async () => {
        const preview = await parts.tokens.preview(id, file);
        return preview.ok ? { ...preview, added: null } : preview;
      };
      const outcome = isDry ? await previewed() : await parts.tokens.import(id, file, how);
      if (!outcome.ok) {
        context.err(`${outcome.line === null ? '' : `Line ${outcome.line}: `}${tokenTexts.faults[outcome.because]}`);
        return exitCodes.failed;
      }
      tellProblems(outcome, context);
      if (isDry) tellPreview(outcome, context);
      const { fresh, present, problems, added } = outcome;
      if (added !== null) context.out(`Added: ${added}. In the pool already: ${present}. Left out: ${problems.length}.`);
      else if (isDry) context.out(`Would be added: ${fresh}. In the pool already: ${present}. Wrong: ${problems.length}.`);
      else context.err('Nothing was added. Put the lines right, or add the others with --leave-out-wrong.');
      return problems.length > 0 && !how.leaveOutWrong ? exitCodes.failed : exitCodes.done;
    });
  },
};

async function fileOf({ words: [path = ''], text }: Input, context: CliContext): Promise<TokenFile> {
  const encoding = text('encoding');
  if (encoding !== null && !isEncoding(encoding)) throw new UsageError(`--encoding is one of: ${encodings.join(', ')}`);
  const read = async (name: string): Promise<string> => {
    const found = await context.readFile(name);
    if (found === null) throw new UsageError(`there is no file ${name}`);
    return found;
  };
  const [passwordFile, keyFile] = [text('password-file'), text('key-file')];
  const password = passwordFile === null ? null : (await read(passwordFile)).replace(/\r?\n$/, '');
  const keyText = keyFile === null ? null : (await read(keyFile)).replace(/\s/g, '');
  if (keyText !== null && !/^([0-9a-fA-F]{32}|[0-9a-fA-F]{48}|[0-9a-fA-F]{64})$/.test(keyText))
    throw new UsageError('the key file holds no 16, 24 or 32 bytes as hexadecimal digits');
  return { text: await read(path), encoding, password, key: keyText === null ? null : new Uint8Array(Buffer.from(keyText, 'hex')) };
}

function tellProblems({ format, problems }: TokenPreview, context: CliContext): void {
  const unit = format === 'csv' ? 'line' : 'key';
  for (const { line, because } of problems.slice(0, toldProblems)) context.err(`  ${unit} ${line}: ${tokenTexts.problems[because]}`);
  if (problems.length > toldProblems) context.err(`  and ${problems.length - toldProblems} more`);
}

function tellPreview({ sample, fresh, present, encoding, format }: TokenPreview, context: CliContext): void {
  if (format === 'csv') context.out(`Secrets are read as ${encoding}.`);
  const rows = sample.map(({ serial, kind, algorithm, digits, period }) => [
    serial,
    kind.toUpperCase(),
    algorithm,
    `${digits} digits`,
    period === null ? '-' : `${period} s`,
  ]);
  for (const line of table([['NUMBER', 'KIND', 'ALGORITHM', 'CODES', 'PERIOD'], ...rows])) context.out(line);
  if (fresh + present > sample.length) context.out(`and ${fresh + present - sample.length} more`);
}

const isEncoding = (text: string): text is SecretEncoding => (encodings as readonly string[]).includes(text);
