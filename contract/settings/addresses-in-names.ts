/**
 * Words that mail programs make links of: with a scheme, an at sign, or a dot between letters as in a domain, whichever dot
 * it is. "B.V." and "St. Mary" are none.
 */
const address = /\S*(?::\/\/|@|www[.\u3002\uff0e\uff61]|[\p{L}\p{N}-][.\u3002\uff0e\uff61][\p{L}\p{N}-]{2,})\S*/giu;

/** Does a name hold something that would be a link in a message? */
export function holdsAddress(name: string): boolean {
  return name.search(address) >= 0;
}

/** The name without it. */
export function withoutAddresses(name: string): string {
  return name.replace(address, ' ').replace(/\s+/gu, ' ').trim();
}
