import { createHash } from 'node:crypto';
import { compareCodeUnits } from '#contract/settings/order';
import type { PartHash, RevisionManifest } from '#contract/settings/parts';

/** One text for one value: object keys in code-unit order, no spaces. Takes JSON values only. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** The hash of a part's content: SHA-256 of its UTF-8 bytes, base64url. */
export function partHash(content: string): PartHash {
  return createHash('sha256').update(content, 'utf8').digest('base64url');
}

/** What tells two revisions of the same number apart. */
export function manifestHash(epoch: number, manifest: RevisionManifest): string {
  return partHash(canonicalJson({ epoch, ...manifest }));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => compareCodeUnits(a, b));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
