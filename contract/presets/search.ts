import type { Preset } from '#contract/presets/preset';

/** Letters and digits alone: "AD FS", "ad-fs" and "ADFS" are the same. */
function letters(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '');
}

/** Does somebody who types this mean the vendor? By name, former name or id. The open ones ("Other ...") fit whatever is typed. */
export function fitsSearch({ id, name, alsoCalled = [] }: Preset, text: string): boolean {
  return id.startsWith('generic-') || [id, name, ...alsoCalled].some((called) => letters(called).includes(letters(text)));
}
