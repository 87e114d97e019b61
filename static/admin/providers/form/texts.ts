export const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** E-mail domains out of lines, in the form of the settings, each once. */
export function domainsOf(lines: string): string[] {
  const words = lines.split(/[\s,;]+/).filter((word) => word !== '');
  return [...new Set(words.map((word) => word.toLowerCase().replace(/^@/, '')))];
}
