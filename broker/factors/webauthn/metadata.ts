import type { X509Certificate } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { problemsOf } from '#contract/settings/shape';
import { AppError } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { Log } from '../../domain/ports/log.ts';
import { allianceRoots, readBlob } from './blob.ts';
import { readAll } from './chain.ts';
import type { Model, Models } from './models.ts';

/** One file that the operator named. */
export interface MetadataFile {
  readonly path: string;
  readonly text: string;
}

/** As much as is used of a statement (FIDO Metadata Statement 3, 4). */
const Statement = Type.Object({
  aaguid: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  description: Type.String({ maxLength: 200 }),
  attestationRootCertificates: Type.Array(Type.String()),
});
/** As much as is used of an entry (Metadata Service 3, 3.1.1). Entries of older protocols have no AAGUID. */
const Entry = Type.Object({
  metadataStatement: Statement,
  statusReports: Type.Optional(Type.Array(Type.Object({ status: Type.String() }))),
});
type Entry = Static<typeof Entry>;

/** What is not to be relied on any more (Metadata Service 3, 3.1.4). */
const broken: ReadonlySet<string> = new Set([
  'USER_VERIFICATION_BYPASS',
  'ATTESTATION_KEY_COMPROMISE',
  'USER_KEY_REMOTE_COMPROMISE',
  'USER_KEY_PHYSICAL_COMPROMISE',
  'REVOKED',
]);

/**
 * The models that the operator's files describe: the signed file of the FIDO Alliance, or single statements as JSON, which the
 * operator vouches for. A later file wins. Throws `config_invalid` for what cannot be believed; a signed file that was right
 * until its certificate ended is left out with a warning, so that an old file keeps no broker from starting.
 */
export function readModels(
  files: readonly MetadataFile[],
  { log, now, roots = allianceRoots }: { log: Log; now: EpochMs; roots?: readonly X509Certificate[] },
): Models {
  const models = new Map<string, Model>();
  for (const { path, text } of files) {
    for (const entry of entriesOf({ path, text }, { log, now, roots })) {
      const { aaguid, description, attestationRootCertificates } = entry.metadataStatement;
      const isBroken = (entry.statusReports ?? []).some(({ status }) => broken.has(status));
      const readable = attestationRootCertificates.flatMap((root) => readAll([Buffer.from(root.replace(/\s/g, ''), 'base64')]) ?? []);
      models.set(aaguid, { name: description, roots: readable, isBroken });
    }
  }
  if (files.length > 0) log.info('webauthn.models', { count: models.size });
  return models;
}

function entriesOf({ path, text }: MetadataFile, how: { log: Log; now: EpochMs; roots: readonly X509Certificate[] }): readonly Entry[] {
  const unusable = (because: string) =>
    new AppError('config_invalid', {
      details: { because },
      problems: [{ path: '/WEBAUTHN_METADATA', message: `${path} cannot be used (${because}).` }],
    });
  if (!text.trimStart().startsWith('{')) {
    const blob = readBlob(text, how);
    if (blob.ok) return blob.entries.filter(isEntry);
    if (!blob.isExpired) throw unusable(blob.because);
    how.log.warn('webauthn.metadata-expired', { because: blob.because });
    return [];
  }
  const statement = parsed(text);
  // A statement by itself, or with what is reported of it, as it stands in the signed file.
  const entry = isEntry(statement) ? statement : { metadataStatement: statement };
  if (!isEntry(entry)) throw unusable('statement.form');
  return [entry];
}

function isEntry(value: unknown): value is Entry {
  return problemsOf(Entry, value).length === 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
