/** From what the provider asserted to an Identity. Pure. */
import { nameIn } from '#contract/mapping/map-facts';
import { type Asserted, factsInClaims, isOverage, present } from '#contract/mapping/oidc-claims';
import type { OidcConnection } from '#contract/settings/connections/oidc';
import { type Refusal, refuse } from '../../domain/app-error.ts';
import type { Identity } from '../../domain/identity.ts';
import { compileOnce } from '../../domain/mapping.ts';
import type { Claims } from './id-token-rules.ts';

/** Is something wanted that the ID token does not say? Only then is the userinfo endpoint worth a call. */
export function needsUserInfo(idToken: Claims, { mapping: names, emailTrust }: OidcConnection): boolean {
  if (present(idToken, names.email) === undefined) return true;
  // Entra ID never says whether an address is verified; where the provider's word is enough, nobody asks.
  if (emailTrust === 'verified' && names.email === 'email' && present(idToken, 'email_verified') === undefined) return true;
  if (names.more.some(({ from }) => present(idToken, from) === undefined)) return true;
  return names.groups !== null && present(idToken, names.groups) === undefined && !isOverage(idToken, names.groups);
}

/** Did the provider leave the groups out because there are too many? */
export function leavesGroupsOut(idToken: Claims, { mapping }: OidcConnection): boolean {
  return mapping.groups !== null && isOverage(idToken, mapping.groups);
}

/** The identity, or the claim that does not fit. `idTokenHint` is kept for a logout at the provider. */
export function identityOf(
  connection: OidcConnection,
  asserted: Asserted,
  idTokenHint: string | null,
): { readonly ok: true; readonly identity: Identity } | Refusal {
  const { idToken } = asserted;
  const mapped = factsInClaims(connection.mapping, asserted, compileOnce);
  if (!mapped.ok) return refuse('oidc_claim_malformed', `oidc.claim.${mapped.fault}`);
  return {
    ok: true,
    identity: {
      connection: connection.id,
      // Proven to be the connection's own before anything was read from the token.
      issuer: idToken.iss as string,
      subject: idToken.sub as string,
      ...mapped.facts,
      assurance: {
        acr: nameIn(idToken.acr),
        amr: Array.isArray(idToken.amr) ? idToken.amr.filter((method) => typeof method === 'string') : [],
        authTime: typeof idToken.auth_time === 'number' ? idToken.auth_time * 1000 : null,
      },
      upstreamSession: { sid: nameIn(idToken.sid), idToken: idTokenHint, nameId: null },
    },
  };
}
