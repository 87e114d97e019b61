import { Client, type ClientConfig } from 'pg';

/** Runs statements one after the other on a connection of their own, even while the server is set read-only. */
export async function asAdministrator(url: string, ...statements: readonly string[]): Promise<void> {
  await connected({ connectionString: url, options: '-c default_transaction_read_only=off' }, async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

/** The first column of a statement's first row, asked on a connection of its own. */
export async function answerOf(url: string, statement: string): Promise<unknown> {
  return connected({ connectionString: url }, async (client) => {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  });
}

async function connected<Result>(options: ClientConfig, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client(options);
  // An end that the server makes is told to the query that waits, and again here.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
