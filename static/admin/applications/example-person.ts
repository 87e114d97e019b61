import type { ConnectionView } from '#contract/rpc/admin';
import type { ExamplePerson } from '#contract/rpc/applications';

/** Somebody made up, as it is typed. */
export interface TypedPerson {
  readonly connection: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly firstName: string;
  readonly lastName: string;
  /** Separated by commas. */
  readonly groups: string;
  /** By the names of the mapping. */
  readonly more: Readonly<Record<string, string>>;
}

/** An example of this connection, or of the first one; null where there is none. */
export function exampleOf(connections: readonly ConnectionView[], wanted: string): TypedPerson | null {
  const connection = connections.find(({ id }) => id === wanted) ?? connections[0];
  if (connection === undefined) return null;
  return {
    connection: connection.id,
    email: emailOf(connection),
    emailVerified: true,
    firstName: 'Ada',
    lastName: 'Aalto',
    groups: 'crew, harbour',
    more: {},
  };
}

/** Through another connection: an address that was made up follows it, one that was typed stays. */
export function withConnection(person: TypedPerson, connections: readonly ConnectionView[], id: string): TypedPerson {
  const madeUp = connections.some((connection) => emailOf(connection) === person.email);
  const connection = connections.find((each) => each.id === id);
  return { ...person, connection: id, email: madeUp && connection !== undefined ? emailOf(connection) : person.email };
}

function emailOf({ domains }: ConnectionView): string {
  return `ada@${domains.mode === 'list' ? (domains.list[0] ?? 'example.com') : 'example.com'}`;
}

/** What is empty is not told, as by a provider that leaves it out. */
export function personOf(typed: TypedPerson): ExamplePerson {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const names = [orNull(typed.firstName), orNull(typed.lastName)].filter((name) => name !== null);
  return {
    connection: typed.connection,
    subject: 'example',
    email: orNull(typed.email),
    emailVerified: typed.emailVerified,
    firstName: orNull(typed.firstName),
    lastName: orNull(typed.lastName),
    displayName: names.length === 0 ? null : names.join(' '),
    groups: orNull(typed.groups) === null ? null : listOf(typed.groups),
    more: Object.fromEntries(
      Object.entries(typed.more).flatMap(([name, value]) => (orNull(value) === null ? [] : [[name, listOf(value)]])),
    ),
  };
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
