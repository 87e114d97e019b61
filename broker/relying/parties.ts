import type { KeyObject } from 'node:crypto';
import type { Party } from '#contract/settings/party';
import type { SamlEndpoint } from '#contract/settings/saml';
import { readCertificate } from '../domain/certificates.ts';
import { applicationOf, portalPartyOf } from '../domain/party.ts';
import type { PartyScene } from '../domain/ports/party.ts';
import type { SigningAlgorithm, SigningKeys } from '../domain/ports/signing-keys.ts';

/** An application that may ask this tenant to sign people in, with the only addresses that it is answered at. */
export interface PartyAtHand {
  readonly entityId: string;
  /** The first one where the request names none. */
  readonly acsUrls: readonly string[];
  readonly logout: SamlEndpoint | null;
  /** Keys that sign its requests; empty where it has none. */
  readonly keys: readonly KeyObject[];
  readonly signedRequests: boolean;
  /** What answers to it are signed with. */
  readonly algorithm: SigningAlgorithm;
  /** Null: our own portal. */
  readonly application: Party | null;
}

/** The party of this name, null where none is registered. */
export async function findParty(scene: PartyScene, entityId: string, keys: SigningKeys): Promise<PartyAtHand | null> {
  const portal = portalPartyOf(scene.tenant);
  if (portal.entityId === entityId) {
    const trusted = await keys.trusted(scene.tenant.id, 'portal', 'ecdsa-p256');
    return {
      entityId,
      acsUrls: [portal.acsUrl],
      logout: { url: portal.sloUrl, binding: 'redirect' },
      keys: trusted.map((key) => key.publicKey),
      signedRequests: true,
      algorithm: 'ecdsa-p256',
      application: null,
    };
  }
  const application = applicationOf(scene.tenant, scene.snapshot.settings, entityId);
  return application === null ? null : atHandOf(application);
}

function atHandOf(application: Party): PartyAtHand {
  return {
    entityId: application.entityId,
    acsUrls: application.acs,
    logout: application.logout,
    keys: keysOf(application),
    signedRequests: application.signedRequests,
    algorithm: algorithmOf(application),
    application,
  };
}

export function algorithmOf({ algorithm }: Pick<Party, 'algorithm'>): SigningAlgorithm {
  return algorithm === 'rsa-sha256' ? 'rsa-2048' : 'ecdsa-p256';
}

/** Reading certificates costs more than the signature that they are for; a snapshot's application never changes. */
const keysByParty = new WeakMap<Party, readonly KeyObject[]>();

function keysOf(application: Party): readonly KeyObject[] {
  const known = keysByParty.get(application);
  if (known !== undefined) return known;
  const keys = application.certificates.map((text) => readCertificate(text).publicKey);
  keysByParty.set(application, keys);
  return keys;
}
