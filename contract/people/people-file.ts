import { type CsvFault, decodeCsv, looksLikeFormula, readCsv } from '#contract/people/csv';
import { type ImportRow, type PersonProblem, type PersonRule, peopleLimits } from '#contract/rpc/people';

export type FileFault = CsvFault | 'no-address-column' | 'no-rows';

/** A line that cannot be taken, and what of it: the page shows these words beside its number. */
export interface LineProblem {
  readonly line: number;
  readonly problem: PersonProblem | 'rule' | 'formula' | 'columns';
}

export type PeopleFile =
  | {
      readonly ok: true;
      readonly rows: readonly ImportRow[];
      readonly problems: readonly LineProblem[];
      /** Names of columns that were not read. */
      readonly ignored: readonly string[];
    }
  | { readonly ok: false; readonly fault: FileFault; readonly line: number | null };

const columns = {
  address: ['email', 'e-mail', 'mail', 'address', 'email address', 'e-mail address'],
  rule: ['rule', 'second factor', '2fa', 'mfa'],
  until: ['until', 'exempt until', 'end', 'end date'],
  reason: ['reason', 'note'],
} as const;
type Column = keyof typeof columns;

const rulesByWord: Readonly<Record<string, PersonRule>> = {
  policy: 'policy',
  default: 'policy',
  required: 'required',
  enabled: 'required',
  on: 'required',
  exempt: 'exempt',
  off: 'exempt',
};

/**
 * Reads a file of people. The first line names the columns; a file of one column may do without. What a row lacks: the rule is
 * `required`. Nothing of other columns is kept, so that a whole export may be handed in.
 */
export function readPeopleFile(bytes: Uint8Array): PeopleFile {
  const decoded = decodeCsv(bytes);
  if (!decoded.ok) return decoded;
  const read = readCsv(decoded.text);
  if (!read.ok) return read;
  const [head, ...body] = read.lines;
  if (head === undefined) return { ok: false, fault: 'empty', line: null };
  const isHeadless = head.cells.length === 1 && head.cells[0]?.includes('@') === true;
  const names = isHeadless ? ['email'] : head.cells.map((cell) => cell.toLowerCase());
  const place = (column: Column) => names.findIndex((name) => (columns[column] as readonly string[]).includes(name));
  const places = { address: place('address'), rule: place('rule'), until: place('until'), reason: place('reason') };
  if (places.address < 0) return { ok: false, fault: 'no-address-column', line: head.line };
  const lines = isHeadless ? read.lines : body;
  if (lines.length === 0) return { ok: false, fault: 'no-rows', line: null };
  if (lines.length > peopleLimits.importRows) return { ok: false, fault: 'too-many-lines', line: null };

  const rows: ImportRow[] = [];
  const problems: LineProblem[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of lines) {
    const cell = (column: Column) => cells[places[column]] ?? '';
    const row = cells.length > names.length ? 'columns' : rowOf(line, cell('address'), cell('rule'), cell('until'), cell('reason'));
    const problem = typeof row === 'string' ? row : seen.has(row.address.toLowerCase()) ? 'duplicate' : null;
    if (problem !== null) problems.push({ line, problem });
    else if (typeof row !== 'string') {
      seen.add(row.address.toLowerCase());
      rows.push(row);
    }
  }
  const used = new Set(Object.values(places));
  return { ok: true, rows, problems, ignored: isHeadless ? [] : head.cells.filter((_, index) => !used.has(index)) };
}

function rowOf(line: number, address: string, rule: string, until: string, reason: string): ImportRow | LineProblem['problem'] {
  if (looksLikeFormula(address)) return 'formula';
  if (!/^[^\s@]+@[^\s@]+$/.test(address) || address.length > 320) return 'address';
  const said = rule === '' ? 'required' : rulesByWord[rule.toLowerCase()];
  if (said === undefined) return 'rule';
  const end = said === 'exempt' ? endOfDay(until) : null;
  if (end === undefined) return until === '' ? 'until-missing' : 'until-odd';
  return { line, address, rule: said, until: end, reason: plainReason(reason) };
}

/** The end of that day in UTC; undefined for what is no day written as 2027-03-31. */
export function endOfDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const start = Date.parse(`${text}T00:00:00.000Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== text) return undefined;
  return start + 86_400_000 - 1;
}

/** One short line that no spreadsheet runs, wherever it is shown or written later. */
export function plainReason(text: string): string {
  const line = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/^[\s=+\-@]+/, '')
    .trim();
  return line.slice(0, peopleLimits.reasonLength).toWellFormed();
}
