import type { TenantId, TokenId } from '../../domain/brands.ts';
import type { StoredToken } from '../../domain/ports/stores/token-store.ts';
import type { Vault } from '../../domain/ports/vault.ts';
import type { Token } from './token.ts';

/** Seals tokens of the pool, and finds them by the number on their back. */
export interface TokenSeal {
  seal(tenant: TenantId, id: TokenId, token: Token): Promise<Uint8Array>;
  /** Throws `sealed_value_unreadable` for what was changed or moved. */
  open(row: Pick<StoredToken, 'tenant' | 'id' | 'sealed'>): Promise<Token>;
  /** Takes what `readSerial` gave. */
  serialHash(tenant: TenantId, serial: string): Promise<string>;
}

export function createTokenSeal(vault: Vault): TokenSeal {
  const place = (tenant: TenantId, row: TokenId) => ({ tenant, table: 'oath_token', row, column: 'sealed' });
  return {
    async seal(tenant, id, token) {
      const text = JSON.stringify({ ...token, secret: Buffer.from(token.secret).toString('base64') });
      return vault.seal(place(tenant, id), new TextEncoder().encode(text));
    },
    async open({ tenant, id, sealed }) {
      const token = JSON.parse(new TextDecoder().decode(await vault.open(place(tenant, id), sealed))) as Token & { secret: unknown };
      return { ...token, secret: new Uint8Array(Buffer.from(String(token.secret), 'base64')) };
    },
    serialHash: (tenant, serial) => vault.fingerprint(tenant, 'oath-serial', [serial]),
  };
}
