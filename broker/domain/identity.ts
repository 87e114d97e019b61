import type { EpochMs } from './brands.ts';

/** What a connection asserted about one person, proven by the connector. Nothing in it was taken from the browser. */
export interface Identity {
  readonly connection: string;
  /** Who vouches: the issuer of OIDC, the entity id of SAML. A subject means something together with it only. */
  readonly issuer: string;
  /** Stable name of the person at the provider: OIDC `sub`, SAML persistent NameID. */
  readonly subject: string;
  readonly email: { readonly address: string; readonly verified: boolean } | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly displayName: string | null;
  /** Null: the provider did not tell (Entra ID's overage, or no such claim). Unknown groups open nothing and remove nothing. */
  readonly groups: readonly string[] | null;
  /** Further attributes by name, as text. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly assurance: UpstreamAssurance;
  readonly upstreamSession: UpstreamSession;
}

/** What a later logout at the provider needs; null where the provider has no such thing. */
export interface UpstreamSession {
  /** The provider's name of its session: `sid` of OpenID Connect, SessionIndex of SAML. */
  readonly sid: string | null;
  readonly idToken: string | null;
  /** The NameID exactly as it was asserted (SAML 2.0 Core, 3.7.1): a LogoutRequest has to repeat it. */
  readonly nameId: UpstreamNameId | null;
}

interface UpstreamNameId {
  readonly value: string;
  readonly format: string | null;
  readonly nameQualifier: string | null;
  readonly spNameQualifier: string | null;
}

/** How the provider says the person was authenticated. Absent means single factor (ASVS 5.0, 6.8.4). */
interface UpstreamAssurance {
  readonly acr: string | null;
  readonly amr: readonly string[];
  readonly authTime: EpochMs | null;
}

/** Of a provider that says nothing of how and in what session it signed the person in. */
export const toldNothingOfSession = {
  assurance: { acr: null, amr: [], authTime: null },
  upstreamSession: { sid: null, idToken: null, nameId: null },
} as const satisfies Pick<Identity, 'assurance' | 'upstreamSession'>;

/** What a person recognises themselves by, and administrators them. */
export function calledAs({ email, displayName, connection }: Pick<Identity, 'email' | 'displayName' | 'connection'>): string {
  return email?.address ?? displayName ?? connection;
}
