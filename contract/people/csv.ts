/**
 * Cells of a file of comma-separated values (RFC 4180; semicolons and tabs too, as spreadsheets of many countries write
 * them). It knows no meaning of them. Bounded in everything, so that no file takes long.
 */
export const csvLimits = { bytes: 5_000_000, lines: 20_001, columns: 30, cellLength: 1_000 } as const;

export interface CsvLine {
  /** The line of the file on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export type CsvFault =
  | 'empty'
  | 'too-large'
  | 'encoding-utf16'
  | 'encoding'
  | 'binary'
  | 'quote-open'
  | 'quote-odd'
  | 'too-many-lines'
  | 'too-many-columns'
  | 'cell-too-long';

/** `line` is null where the file as a whole is meant. */
export type CsvRead =
  | { readonly ok: true; readonly lines: readonly CsvLine[] }
  | { readonly ok: false; readonly fault: CsvFault; readonly line: number | null };

/** Text of a file, or why it is none: UTF-8 with or without its mark. Another encoding would give wrong letters in silence. */
export function decodeCsv(bytes: Uint8Array): { readonly ok: true; readonly text: string } | Extract<CsvRead, { ok: false }> {
  if (bytes.length > csvLimits.bytes) return fault('too-large');
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return fault('encoding-utf16');
  if (bytes.includes(0)) return fault('binary');
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return fault('encoding');
  }
}

/** Reads the cells. Lines without any content are left out; their numbers count all the same. */
export function readCsv(text: string): CsvRead {
  if (text.length > csvLimits.bytes) return fault('too-large');
  if (text.includes('\0')) return fault('binary');
  const separator = separatorOf(text);
  const lines: CsvLine[] = [];
  let line = 1;
  let start = 1;
  let cells: string[] = [];
  let cell = '';
  // `closed`: behind the quote that ends a cell, where nothing but a separator may stand.
  let state: 'plain' | 'quoted' | 'closed' = 'plain';
  let begun = false;

  const endCell = (): CsvFault | null => {
    if (cells.length >= csvLimits.columns) return 'too-many-columns';
    cells.push(cell.trim());
    cell = '';
    state = 'plain';
    begun = false;
    return null;
  };
  const endLine = (): CsvFault | null => {
    const wrong = endCell();
    if (wrong !== null) return wrong;
    if (cells.some((each) => each !== '')) lines.push({ line: start, cells });
    cells = [];
    return lines.length > csvLimits.lines ? 'too-many-lines' : null;
  };

  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    let wrong: CsvFault | null = null;
    if (state === 'quoted') {
      if (sign === '"' && text.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else if (sign === '"') state = 'closed';
      else {
        cell += sign;
        if (sign === '\n') line++;
      }
    } else if (sign === separator) wrong = endCell();
    else if (sign === '\n' || (sign === '\r' && text.charAt(at + 1) !== '\n')) {
      wrong = endLine();
      line++;
      start = line;
    } else if (sign === '\r') continue;
    else if (state === 'closed') wrong = sign === ' ' ? null : 'quote-odd';
    else if (sign === '"' && !begun) {
      state = 'quoted';
      begun = true;
      cell = '';
    } else {
      cell += sign;
      begun ||= sign !== ' ';
    }
    if (wrong === null && cell.length > csvLimits.cellLength)
      wrong = state === 'quoted' && !text.includes('"', at) ? 'quote-open' : 'cell-too-long';
    if (wrong !== null) return fault(wrong, wrong === 'too-many-lines' ? null : start);
  }
  if (state === 'quoted') return fault('quote-open', start);
  const wrong = endLine();
  if (wrong !== null) return fault(wrong, start);
  return lines.length === 0 ? fault('empty') : { ok: true, lines };
}

function separatorOf(text: string): string {
  const [head = ''] = text.split(/[\r\n]/, 1);
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: head.split(sign).length }));
  return counted.reduce((most, each) => (each.count > most.count ? each : most)).sign;
}

/** A spreadsheet runs what begins with one of these (OWASP, CSV injection), wherever the text goes next. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

function fault(name: CsvFault, line: number | null = null): Extract<CsvRead, { ok: false }> {
  return { ok: false, fault: name, line };
}
