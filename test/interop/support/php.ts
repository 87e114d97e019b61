/** What a configuration file of PHP may hold. */
export type PhpValue = string | number | boolean | null | readonly PhpValue[] | { readonly [key: string]: PhpValue };

/** A value as PHP writes it; strings in single quotes, where nothing but quote and backslash means anything. */
export function phpValue(value: PhpValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (typeof value !== 'object') return String(value);
  const parts = Array.isArray(value)
    ? value.map((each: PhpValue) => phpValue(each))
    : Object.entries(value).map(([key, each]) => `${phpValue(key)} => ${phpValue(each)}`);
  return `[${parts.join(', ')}]`;
}

/** A file that sets one variable. */
export function phpFile(variable: string, value: PhpValue): string {
  return `<?php\n$${variable} = ${phpValue(value)};\n`;
}
