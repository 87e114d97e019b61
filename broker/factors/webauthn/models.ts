import type { X509Certificate } from 'node:crypto';
import type { EpochMs } from '../../domain/brands.ts';
import { chainFault } from './chain.ts';

/** A model of authenticators, as its maker describes it to the FIDO Alliance (FIDO Metadata Statement 3). */
export interface Model {
  /** `YubiKey 5 Series`. */
  readonly name: string;
  readonly roots: readonly X509Certificate[];
  /** Its keys are known to be at somebody else's hand, or it may be used without the person (FIDO MDS 3, 3.1.4). */
  readonly isBroken: boolean;
}

/** By AAGUID. */
export type Models = ReadonlyMap<string, Model>;

export const noModels: Models = new Map();

export function isTrustedModel(models: Models, aaguid: string): boolean {
  return models.get(aaguid)?.isBroken === false;
}

/** Why these certificates do not prove the model; null where they do. */
export function modelFault(models: Models, aaguid: string, certificates: readonly Uint8Array[], now: EpochMs): string | null {
  const model = models.get(aaguid);
  if (model === undefined) return 'model.unknown';
  if (model.isBroken) return 'model.broken';
  return chainFault(certificates, model.roots, now);
}
