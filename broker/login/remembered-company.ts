import type { EpochMs } from '../domain/brands.ts';
import type { Remembered } from '../domain/choose-connection.ts';
import { transactionLifetimeMs } from '../domain/transaction.ts';

/** What a browser remembers of its last sign-in: which connection, and whether it has left for it since. Worth no trust. */
export interface CompanyMark {
  readonly connection: string;
  /** When the browser was sent there because of this very memory, and has not signed in since; null: it has. */
  readonly leftAt: EpochMs | null;
}

/** As `leftAt`: the person signed out, so they are asked next time. */
export const signedOutMark: EpochMs = 0;

/** Windows that are opened together (a browser that restores them) are sent off together; nobody is back so soon. */
const togetherMs = 3_000;

/** Whoever was sent off without being asked, and asks again before that login has ended, did not find their door there. */
export function rememberedAt(mark: CompanyMark | null, now: EpochMs): Remembered | null {
  if (mark === null) return null;
  const { connection, leftAt } = mark;
  if (leftAt === null) return { connection, trust: 'settled' };
  if (leftAt === signedOutMark) return { connection, trust: 'signed-out' };
  const away = now - leftAt;
  return { connection, trust: away >= togetherMs && away < transactionLifetimeMs ? 'left' : 'settled' };
}
