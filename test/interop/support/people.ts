/** Somebody in the directory of a peer. */
export interface DirectoryPerson {
  readonly uid: string;
  readonly givenName: string;
  readonly sn: string;
  readonly displayName: string;
  readonly groups: readonly string[];
  readonly hasMail: boolean;
}

const plain = { givenName: 'Ada', sn: 'Aalto', displayName: 'Ada Aalto', groups: ['crew', 'harbour'], hasMail: true };

/** What people are called who break things: umlauts, whatever means something to XML, and a character beyond 16 bits. */
export const oddName = `Ödön "Öz" <O'Brien> & Söhne 🚢`;
export const oddGroup = `R&D <core> "a" 'b' ]]> ß 🚢`;

export const directory: readonly DirectoryPerson[] = [
  { ...plain, uid: 'ada' },
  { ...plain, uid: 'bo', givenName: 'Bo', sn: 'Berg', displayName: 'Bo Berg' },
  { ...plain, uid: 'many', groups: Array.from({ length: 250 }, (_, index) => `group-${String(index).padStart(3, '0')} of the company`) },
  { ...plain, uid: 'none', groups: [] },
  { ...plain, uid: 'mailless', hasMail: false },
  { ...plain, uid: 'odd', givenName: 'Ödön', sn: `<O'Brien> & Söhne 🚢`, displayName: oddName, groups: [oddGroup, 'crew'] },
];

export const password = 'correct horse';

/** The address of a person at a company; each connection speaks for a domain of its own. */
export const addressOf = (uid: string, company: string) => `${uid}@${company}.example`;
