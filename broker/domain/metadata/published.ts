import type { SamlEndpoint } from '#contract/settings/saml';
import type { EpochMs } from '../brands.ts';
import type { CertificateFacts } from '../certificates.ts';

/** What a SAML provider publishes of itself, read strictly. */
export interface PublishedProvider {
  readonly kind: 'saml';
  readonly entityId: string;
  readonly signOn: readonly SamlEndpoint[];
  readonly logout: readonly SamlEndpoint[];
  /** Those that sign. `usable`: of a kind and length that is accepted. */
  readonly certificates: readonly (CertificateFacts & { readonly usable: boolean })[];
  readonly validUntil: EpochMs | null;
  /** How long it may be kept, by its own word. */
  readonly cacheMs: number | null;
}

/** What an OpenID Connect provider publishes; it is read anew at each use, so this is only for telling of changes. */
export interface PublishedIssuer {
  readonly kind: 'oidc';
  readonly addresses: Readonly<Record<string, string>>;
  /** SHA-256 of each signing key (SubjectPublicKeyInfo), base64url. */
  readonly keys: readonly string[];
}

export type Published = PublishedProvider | PublishedIssuer;
