/** Asks the domain name system. */
export interface Resolver {
  /**
   * The texts of a name's TXT records, each with its pieces put together (RFC 1035, 3.3.14; RFC 7208, 3.3). An empty list: the
   * name has none. Throws when nobody can tell just now, which says nothing about the records.
   */
  texts(name: string): Promise<readonly string[]>;
}
