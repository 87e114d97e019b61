/** What somebody else wrote, fit for a sentence: one line, without marks that hide or turn text, at most 300 characters. */
export function quoted(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, 300);
}

/** Words with such values in the places that they mark with `{name}`; a mark without a value stays. */
export function withQuoted(words: string, values: Readonly<Record<string, string>>): string {
  return words.replace(/\{(\w+)\}/g, (mark, name: string) => (values[name] === undefined ? mark : quoted(values[name])));
}
