import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { AccountId, EpochMs } from '../domain/brands.ts';
import type { ForgeHome } from '../domain/ports/stores/tenant-store.ts';

/** Who speaks, read from a verified Forge Invocation Token and from nowhere else. */
export interface Invocation {
  readonly home: ForgeHome;
  readonly installationId: string;
  readonly moduleKey: string;
  /** The person at the page; absent for lifecycle events and the schedule. */
  readonly principal: AccountId | null;
  /** Jira of this site behind Atlassian's gateway; where the app token may go, and nowhere else. */
  readonly apiBaseUrl: string;
  readonly siteUrl: string | null;
  /** Names the token: the hash of what its signature covers, so that no other spelling of it counts anew. */
  readonly tokenKey: string;
  readonly expiresAt: EpochMs;
}

const Id = Type.String({ pattern: '^[A-Za-z0-9:/._-]{1,300}$' });

/** Claims that are read; Atlassian adds others, which are not. */
export const Claims = Type.Object({
  aud: Type.String(),
  iat: Type.Integer(),
  exp: Type.Integer(),
  app: Type.Object({
    id: Type.Optional(Id),
    installationId: Id,
    apiBaseUrl: Type.String({ maxLength: 500 }),
    environment: Type.Object({ id: Id }),
    module: Type.Object({ key: Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$' }) }),
  }),
  context: Type.Object({
    cloudId: Type.String({ pattern: '^[A-Za-z0-9-]{1,64}$' }),
    siteUrl: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  principal: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9:_-]{1,128}$' })),
});
export type Claims = Static<typeof Claims>;

export function isClaims(payload: unknown): payload is Claims {
  return Value.Check(Claims, payload);
}

export function invocationOf(claims: Claims, tokenKey: string): Invocation {
  return {
    home: { appId: claims.aud, environmentId: claims.app.environment.id, cloudId: claims.context.cloudId },
    installationId: claims.app.installationId,
    moduleKey: claims.app.module.key,
    principal: (claims.principal as AccountId | undefined) ?? null,
    apiBaseUrl: claims.app.apiBaseUrl,
    siteUrl: claims.context.siteUrl ?? null,
    tokenKey,
    expiresAt: claims.exp * 1000,
  };
}
