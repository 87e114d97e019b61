import { createHash } from 'node:crypto';
import type { Part } from '#contract/settings/parts';
import type { ActiveRevision } from '../../../broker/domain/ports/stores/settings-store.ts';

/** A part with its true hash. */
export function aPart(name: Part['name'], content = `{"of":"${name}"}`): Part {
  return { name, content, hash: createHash('sha256').update(content).digest('base64url') };
}

export function aRevision(revision: number, more: Partial<ActiveRevision> = {}): ActiveRevision {
  return { epoch: 1, revision, parts: [], manifestHash: `manifest ${revision}`, activatedAt: 1_000 + revision, ...more };
}
