import { jqlError, type Token, tokensOf } from './tokens.ts';

export type Operand = { kind: 'value'; text: string } | { kind: 'function'; name: string; args: string[] };
export type Operator = '=' | '!=' | '~' | '!~' | '>' | '>=' | '<' | '<=' | 'in' | 'not in' | 'is empty' | 'is not empty';

export type Clause =
  | { kind: 'and' | 'or'; parts: Clause[] }
  | { kind: 'not'; part: Clause }
  | { kind: 'term'; field: string; operator: Operator; operands: Operand[] };

export interface Query {
  where: Clause | null;
  orderBy: { field: string; descending: boolean }[];
}

/** Reads the supported part of JQL: terms, AND, OR, NOT, parentheses, IN, IS (NOT) EMPTY, functions, ORDER BY. */
export function parseJql(jql: string): Query {
  const reader = createReader(tokensOf(jql));
  const where = reader.is('order') || reader.atEnd() ? null : readOr(reader);
  const orderBy = reader.take('order') ? readOrder(reader) : [];
  if (!reader.atEnd()) throw jqlError(`Expecting the end of the query but got '${reader.peek().text}'.`);
  return { where, orderBy };
}

interface Reader {
  peek(): Token;
  next(): Token;
  atEnd(): boolean;
  /** Is the next token this keyword or sign? Quoted text never is. */
  is(text: string): boolean;
  take(text: string): boolean;
  expect(text: string): void;
}

function createReader(tokens: Token[]): Reader {
  let at = 0;
  const end: Token = { kind: 'end', text: '', at: 0 };
  const reader: Reader = {
    peek: () => tokens[at] ?? end,
    next: () => {
      const token = reader.peek();
      at += 1;
      return token;
    },
    atEnd: () => reader.peek().kind === 'end',
    is: (text) => reader.peek().kind !== 'quoted' && reader.peek().text.toLowerCase() === text,
    take: (text) => {
      if (!reader.is(text)) return false;
      at += 1;
      return true;
    },
    expect: (text) => {
      if (!reader.take(text)) throw jqlError(`Expecting '${text}' but got '${reader.peek().text}' (character ${reader.peek().at + 1}).`);
    },
  };
  return reader;
}

function readOr(reader: Reader): Clause {
  const parts = [readAnd(reader)];
  while (reader.take('or')) parts.push(readAnd(reader));
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
}

function readAnd(reader: Reader): Clause {
  const parts = [readNot(reader)];
  while (reader.take('and')) parts.push(readNot(reader));
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
}

function readNot(reader: Reader): Clause {
  if (reader.take('not')) return { kind: 'not', part: readNot(reader) };
  if (!reader.take('(')) return readTerm(reader);
  const inner = readOr(reader);
  reader.expect(')');
  return inner;
}

function readTerm(reader: Reader): Clause {
  const field = readText(reader, 'a field name');
  const operator = readOperator(reader);
  if (operator === 'is empty' || operator === 'is not empty') return { kind: 'term', field, operator, operands: [] };
  if (operator !== 'in' && operator !== 'not in') return { kind: 'term', field, operator, operands: [readOperand(reader)] };
  reader.expect('(');
  const operands = [readOperand(reader)];
  while (reader.take(',')) operands.push(readOperand(reader));
  reader.expect(')');
  return { kind: 'term', field, operator, operands };
}

function readOperator(reader: Reader): Operator {
  for (const sign of ['=', '!=', '~', '!~', '>=', '<=', '>', '<'] as const) if (reader.take(sign)) return sign;
  if (reader.take('in')) return 'in';
  if (reader.take('not')) {
    reader.expect('in');
    return 'not in';
  }
  if (reader.take('is')) {
    const negated = reader.take('not');
    if (!reader.take('empty') && !reader.take('null')) throw jqlError(`Expecting 'EMPTY' but got '${reader.peek().text}'.`);
    return negated ? 'is not empty' : 'is empty';
  }
  throw jqlError(
    `Expecting operator but got '${reader.peek().text}'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.`,
  );
}

function readOperand(reader: Reader): Operand {
  const quoted = reader.peek().kind === 'quoted';
  const text = readText(reader, 'a value');
  if (quoted || !reader.take('(')) return { kind: 'value', text };
  const args: string[] = [];
  if (!reader.is(')')) {
    args.push(readText(reader, 'an argument'));
    while (reader.take(',')) args.push(readText(reader, 'an argument'));
  }
  reader.expect(')');
  return { kind: 'function', name: text, args };
}

function readOrder(reader: Reader): Query['orderBy'] {
  reader.expect('by');
  const fields: Query['orderBy'] = [];
  do {
    const field = readText(reader, 'a field name');
    const descending = reader.take('desc');
    if (!descending) reader.take('asc');
    fields.push({ field, descending });
  } while (reader.take(','));
  return fields;
}

function readText(reader: Reader, what: string): string {
  const token = reader.next();
  if (token.kind === 'word' || token.kind === 'quoted') return token.text;
  throw jqlError(`Expecting ${what} but got '${token.text}' (character ${token.at + 1}).`);
}
