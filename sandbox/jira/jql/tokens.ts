import { Refusal } from '../refusal.ts';

export type Token =
  | { kind: 'word'; text: string; at: number }
  | { kind: 'quoted'; text: string; at: number }
  | { kind: 'sign'; text: string; at: number }
  | { kind: 'end'; text: ''; at: number };

const signs = ['!=', '!~', '>=', '<=', '=', '~', '>', '<', '(', ')', ','];
// Letters, digits and the few signs JQL lets stand without quotes; everything else is reserved.
const word = /[\p{L}\p{N}_:-]/u;

/** Cuts JQL into tokens. Reserved characters outside quotes are a 400, as in Jira. */
export function tokensOf(jql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < jql.length) {
    const rest = jql.slice(at);
    const sign = signs.find((candidate) => rest.startsWith(candidate));
    const field = /^cf\[\d+\]/i.exec(rest)?.[0];
    const character = jql[at] ?? '';
    if (/\s/.test(character)) at += 1;
    else if (character === '"' || character === "'") {
      const quoted = readQuoted(jql, at);
      tokens.push({ kind: 'quoted', text: quoted.text, at });
      at = quoted.end;
    } else if (sign) {
      tokens.push({ kind: 'sign', text: sign, at });
      at += sign.length;
    } else if (field) {
      tokens.push({ kind: 'word', text: field.toLowerCase(), at });
      at += field.length;
    } else if (word.test(character)) {
      let end = at;
      while (end < jql.length && word.test(jql[end] ?? '')) end += 1;
      tokens.push({ kind: 'word', text: jql.slice(at, end), at });
      at = end;
    } else throw jqlError(`The character '${character}' is a reserved JQL character. You must enclose it in a string or use the escape.`);
  }
  return [...tokens, { kind: 'end', text: '', at }];
}

export function jqlError(message: string): Refusal {
  return new Refusal(400, `Error in the JQL Query: ${message}`);
}

function readQuoted(jql: string, start: number): { text: string; end: number } {
  const quote = jql[start];
  let text = '';
  for (let at = start + 1; at < jql.length; at += 1) {
    const character = jql[at] ?? '';
    if (character === quote) return { text, end: at + 1 };
    if (character === '\\') {
      at += 1;
      const escaped = jql[at] ?? '';
      if (!`"'\\ntr `.includes(escaped)) throw jqlError(`'\\${escaped}' is an illegal JQL escape sequence.`);
      text += escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped === 'r' ? '\r' : escaped;
    } else text += character;
  }
  throw jqlError('The quoted string has not been completed.');
}
