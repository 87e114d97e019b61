import { errorWords } from '#contract/errors';

/** What happened, in words; a code of a newer broker stands for itself. */
export function refusalTitle(code: string): string {
  const all: Readonly<Record<string, { readonly title: string }>> = errorWords;
  return Object.hasOwn(all, code) ? (all[code]?.title ?? code) : code;
}
