/** The hardware tokens of a tenant, for its administrators: imported from a file, listed, taken out. */
import { refuse } from '../../domain/app-error.ts';
import type { TenantId, TokenId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { OwnFactors } from '../../domain/ports/factor.ts';
import type { ReadKeyContainer } from '../../domain/ports/key-containers.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { Storage } from '../../domain/ports/storage.ts';
import type { NewToken, StoredToken } from '../../domain/ports/stores/token-store.ts';
import type { PooledToken, TokenFile, TokenFileRefused, TokenNotes, TokenPool, TokenPreview } from '../../domain/ports/token-pool.ts';
import { readTokenContainer } from './read-container.ts';
import { readTokenList, type TokensRead } from './read-list.ts';
import type { TokenSeal } from './sealed-token.ts';
import { readSerial, type Token } from './token.ts';

const sampleSize = 10;
/** Rows between two tellings of how far it is; each batch stands when it is written. */
const batchSize = 500;

export interface TokenPoolDeps {
  readonly storage: Pick<Storage, 'factors' | 'tokens'>;
  readonly seal: TokenSeal;
  readonly own: OwnFactors;
  readonly readKeyContainer: ReadKeyContainer;
  readonly clock: Clock;
  readonly random: Random;
}

interface Fresh {
  readonly serialHash: string;
  readonly token: Token;
}

export function createTokenPool({ storage, seal, own, readKeyContainer, clock, random }: TokenPoolDeps): TokenPool {
  const { tokens } = storage;
  const read = (file: TokenFile) => (/^\ufeff?\s*</.test(file.text) ? readTokenContainer(file, readKeyContainer) : readTokenList(file));

  async function looked(tenant: TenantId, file: TokenFile): Promise<{ preview: TokenPreview; fresh: readonly Fresh[] } | TokenFileRefused> {
    const reading = await read(file);
    if (!reading.ok) return reading;
    // One after the other: at once, each would fetch the tenant's key for itself.
    const all: Fresh[] = [];
    for (const token of reading.tokens) all.push({ token, serialHash: await seal.serialHash(tenant, token.serial) });
    const known = await tokens.known(
      tenant,
      all.map(({ serialHash }) => serialHash),
    );
    const fresh = all.filter(({ serialHash }) => !known.has(serialHash));
    return { preview: previewOf(reading, fresh.length, known.size), fresh };
  }

  async function pooled(row: StoredToken): Promise<PooledToken> {
    const { id, addedAt, isHeld } = row;
    return { ...notesOf(await seal.open(row)), place: { id, addedAt }, addedAt, isHeld };
  }

  async function bySerial(tenant: TenantId, typed: string): Promise<StoredToken | null> {
    const serial = readSerial(typed);
    return serial === null ? null : tokens.findBySerial(tenant, await seal.serialHash(tenant, serial));
  }

  async function rowOf(tenant: TenantId, { serialHash, token }: Fresh, addedAt: number): Promise<NewToken> {
    const id = random.token(16) as TokenId;
    const position = token.kind === 'hotp' ? token.counter : 0;
    return { tenant, id, serialHash, sealed: await seal.seal(tenant, id, token), position, addedAt };
  }

  return {
    async preview(tenant, file) {
      const found = await looked(tenant, file);
      return 'preview' in found ? found.preview : found;
    },
    async import(tenant, file, { leaveOutWrong, progress }) {
      const found = await looked(tenant, file);
      if (!('preview' in found)) return found;
      const { preview, fresh } = found;
      if (preview.problems.length > 0 && !leaveOutWrong) return { ...preview, added: null };
      const addedAt = clock.now();
      let added = 0;
      for (let from = 0; from < fresh.length; from += batchSize) {
        const rows: NewToken[] = [];
        for (const each of fresh.slice(from, from + batchSize)) rows.push(await rowOf(tenant, each, addedAt));
        added += await tokens.add(rows);
        progress?.(Math.min(from + batchSize, fresh.length), fresh.length);
      }
      return { ...preview, added };
    },
    list: async (tenant, after, limit) => Promise.all((await tokens.page(tenant, after, limit)).map(pooled)),
    count: (tenant) => tokens.count(tenant),
    async find(tenant, serial) {
      const row = await bySerial(tenant, serial);
      return row && pooled(row);
    },
    async remove(tenant, serial, { alsoHeld }) {
      const row = await bySerial(tenant, serial);
      if (row === null) return refuse('token_unknown', 'token.no-such-serial');
      if (row.isHeld && !alsoHeld) return refuse('token_in_use', 'token.held');
      const factor = row.factor === null ? null : await storage.factors.find(tenant, row.factor);
      if (!(await tokens.remove(row))) return refuse('token_in_use', 'token.taken-meanwhile');
      if (factor !== null) await own.remove({ tenant, subject: factor.subject }, factor.id);
      return { ok: true, wasHeld: factor !== null };
    },
  };
}

function previewOf(reading: TokensRead, fresh: number, present: number): TokenPreview {
  const { format, encoding, problems, tokens } = reading;
  return { ok: true, format, encoding, fresh, present, problems, sample: tokens.slice(0, sampleSize).map(notesOf) };
}

function notesOf(token: Token): TokenNotes {
  const { serial, kind, algorithm, digits } = token;
  return { serial, kind, algorithm, digits, period: token.kind === 'totp' ? token.periodSeconds : null };
}
