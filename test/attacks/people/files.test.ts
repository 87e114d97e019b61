import { describe, expect } from '@jest/globals';
import { csvLimits, looksLikeFormula } from '#contract/people/csv';
import { type PeopleFile, plainReason, readPeopleFile } from '#contract/people/people-file';
import { casesOf } from '../../support/attacks/cases.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string): PeopleFile => readPeopleFile(bytes(text));
const faultOf = (file: PeopleFile) => (file.ok ? null : file.fault);
const { attack, honest } = casesOf('people.files');

describe('a file of people', () => {
  honest('of any spreadsheet is read: commas, semicolons, tabs, a mark at its beginning, any line ends', () => {
    for (const text of [
      'email,rule\nada@a.example,required\n',
      '\ufeffE-Mail;Rule\r\nada@a.example;required\r\n\r\n',
      'email\trule\rada@a.example\trequired',
      '"email","rule"\n"ada@a.example","required"',
    ])
      expect(read(text)).toMatchObject({ ok: true, rows: [{ address: 'ada@a.example', rule: 'required', line: 2 }], problems: [] });
  });

  attack.each([
    ['UTF-16, little end first', new Uint8Array([0xff, 0xfe, 0x61, 0]), 'encoding-utf16'],
    ['UTF-16, big end first', new Uint8Array([0xfe, 0xff, 0, 0x61]), 'encoding-utf16'],
    ['UTF-16 without its mark', new Uint8Array([0x61, 0, 0x40, 0]), 'binary'],
    ['Windows-1252', new Uint8Array([...bytes('email\nj'), 0xf6, ...bytes('rg@a.example')]), 'encoding'],
    ['overlong UTF-8', new Uint8Array([...bytes('email\n'), 0xc0, 0xaf]), 'encoding'],
    ['half a surrogate in UTF-8', new Uint8Array([...bytes('email\n'), 0xed, 0xa0, 0x80]), 'encoding'],
    ['a spreadsheet of a program', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'binary'],
  ])('in another encoding is refused as such: %s', (_, content, fault) => {
    expect(faultOf(readPeopleFile(content))).toBe(fault);
  });

  attack.each([
    ['bytes', () => 'a'.repeat(csvLimits.bytes + 1), 'too-large'],
    ['lines', () => `email\n${'a@b.example\n'.repeat(20_001)}`, 'too-many-lines'],
    ['empty lines and then too many', () => `email${'\n'.repeat(1_000_000)}${'a@b.example\n'.repeat(20_001)}`, 'too-many-lines'],
    ['columns', () => `email${',x'.repeat(2_000_000)}`, 'too-many-columns'],
    ['one cell', () => `email\n${'a'.repeat(4_000_000)}`, 'cell-too-long'],
    ['one quoted cell', () => `email\n"${'a'.repeat(4_000_000)}"`, 'cell-too-long'],
    ['a quote that never ends', () => `email\n"${'a\n'.repeat(2_000_000)}`, 'quote-open'],
    ['quotes of quotes', () => `email\n"${'""'.repeat(2_000_000)}"`, 'cell-too-long'],
  ])('with too much of %s is refused, and soon', (_, make, fault) => {
    const content = bytes(make());
    const before = process.cpuUsage();
    expect(faultOf(readPeopleFile(content))).toBe(fault);
    const { user } = process.cpuUsage(before);
    // Seconds would mean that the cost is quadratic; the bound leaves room for a busy machine.
    expect(user / 1_000).toBeLessThan(3_000);
  });

  attack.each([
    ['=HYPERLINK("http://evil.example";"x")@a.example'],
    ['+cmd|calc@a.example'],
    ['-2+3@a.example'],
    ['@SUM(1)@a.example'],
    ['=1+1@a.example'],
  ])('with a formula for an address has that line refused: %s', (address) => {
    const file = read(`email;rule\nada@a.example;required\n"${address.replaceAll('"', '""')}";required`);
    expect(file).toMatchObject({ ok: true, rows: [{ line: 2 }], problems: [{ line: 3, problem: 'formula' }] });
  });

  attack.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r\n=1', ' =1', '==+@-=1', '\u200b=1', "=cmd|'/c calc'!A1"])(
    'with a formula for a reason loses what makes it one: %j',
    (reason) => {
      expect(looksLikeFormula(plainReason(reason))).toBe(false);
      const file = read(`email,rule,until,reason\nada@a.example,exempt,2027-01-31,"${reason}"`);
      expect(file.ok && file.rows.every((row) => !looksLikeFormula(row.reason))).toBe(true);
    },
  );

  attack.each([
    ['names the same person twice', 'ada@a.example,required\nADA@A.example,policy', [3, 'duplicate']],
    ['has more cells than columns', 'ada@a.example,required,x', [2, 'columns']],
    ['names no rule that there is', 'ada@a.example,off?', [2, 'rule']],
    ['has no address', ',required', [2, 'address']],
    ['has two addresses in one', 'ada@a.example bo@a.example,required', [2, 'address']],
    ['exempts without an end', 'ada@a.example,exempt', [2, 'until-missing']],
  ])('that %s says so with the number of the line', (_, body, [line, problem]) => {
    const file = read(`email,rule\n${body}`);
    expect(file).toMatchObject({ ok: true, problems: [{ line, problem }] });
  });

  attack.each(['2027-02-30', '31.01.2027', '2027-1-1', 'tomorrow', '2027-01-31T00:00:00Z', '1e9'])(
    'with a day that is none has the line refused: %s',
    (until) => {
      expect(read(`email,rule,until\nada@a.example,exempt,${until}`)).toMatchObject({ problems: [{ line: 2, problem: 'until-odd' }] });
    },
  );

  attack.each([
    ['nothing at all', '', 'empty'],
    ['empty lines', '\n\n  \n,,,\n', 'empty'],
    ['only names of columns', 'email,rule', 'no-rows'],
    ['no column of addresses', 'name,phone\nAda,123', 'no-address-column'],
    ['text behind a quote', 'email\n"ada"x@a.example', 'quote-odd'],
  ])('that holds %s is refused as such', (_, text, fault) => {
    expect(faultOf(read(text))).toBe(fault);
  });

  honest('keeps nothing of columns that it does not know', () => {
    const file = read('name,email,phone\nAda Aker,ada@a.example,+4712345678');
    expect(file).toMatchObject({ ok: true, ignored: ['name', 'phone'] });
    expect(JSON.stringify(file.ok && file.rows)).not.toMatch(/Aker|4712345678/);
  });

  honest('keeps quotes, commas and line ends that stand inside quotes, and the numbers of lines behind them', () => {
    const file = read('email,rule,until,reason\nada@a.example,exempt,2027-01-31,"said ""yes"",\nand more"\nbo@a.example,x');
    expect(file).toMatchObject({ rows: [{ line: 2, reason: 'said "yes", and more' }], problems: [{ line: 4, problem: 'rule' }] });
  });
});
