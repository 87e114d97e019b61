/** Pieces of Markdown that the generated pages are made of. */

export function code(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

export function inlineCode(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

/** Plain text as it is, whatever Markdown would make of its stars and brackets. */
export function plain(text: string): string {
  return text.replace(/[\\*<[\]`]/g, '\\$&');
}

/** A page of parts with an empty line between them. */
export function pageOf(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}
