/** What the provider package stores of one kind of thing; `uid` and `grantId` are what it looks up by beside the id. */
interface Payload {
  readonly uid?: string;
  readonly grantId?: string;
  consumed?: number;
}

/** More than this of one kind at once is not a demo; the oldest is forgotten. */
const maxEach = 1_000;

/** The package's storage interface, kept in memory until the process ends. Made once per provider. */
export function createMemory() {
  const kinds = new Map<string, Map<string, { payload: Payload; expiresAt: number }>>();

  return (kind: string) => {
    const rows = kinds.get(kind) ?? new Map<string, { payload: Payload; expiresAt: number }>();
    kinds.set(kind, rows);
    const payloadOf = (id: string) => {
      const row = rows.get(id);
      return row !== undefined && row.expiresAt > Date.now() ? row.payload : undefined;
    };
    return {
      async upsert(id: string, payload: Payload, expiresInSeconds: number) {
        rows.delete(id);
        rows.set(id, { payload, expiresAt: Date.now() + expiresInSeconds * 1000 });
        const [oldest] = rows.keys();
        if (rows.size > maxEach && oldest !== undefined) rows.delete(oldest);
      },
      find: async (id: string) => payloadOf(id),
      async findByUid(uid: string) {
        const found = [...rows].find(([, { payload }]) => payload.uid === uid);
        return found && payloadOf(found[0]);
      },
      async consume(id: string) {
        const payload = payloadOf(id);
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id: string) {
        rows.delete(id);
      },
      async revokeByGrantId(grantId: string) {
        for (const [id, { payload }] of rows) if (payload.grantId === grantId) rows.delete(id);
      },
    };
  };
}
