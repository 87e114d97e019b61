/**
 * Words that mail programs make links of: with a scheme, an at sign, or a dot between letters as in a domain, whichever dot
 * it is. "B.V." and "St. Mary" are none.
 */
const address = /\S*(?::\/\/|@|www[.\u3002\uff0e\uff61]|[\p{L}\p{N}-][.\u3002\uff0e\uff61][\p{L}\p{N}-]{2,})\S*/giu;

/** A name that an administrator chose, for a message to somebody: it adds no line and no link. May be empty. */
export function plainName(name: string): string {
  return name
    .replace(/[\p{C}\p{Zl}\p{Zp}"]/gu, ' ')
    .replace(address, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
