import { X509Certificate } from 'node:crypto';
import { Value } from 'typebox/value';
import { applicationImportWords as words } from '#contract/messages/en/import-applications';
import type { ImportedApplication } from '#contract/rpc/applications';
import type { ImportNote } from '#contract/rpc/import';
import { EndpointUrl } from '#contract/settings/connections/endpoint';
import type { Party } from '#contract/settings/party';
import { EntityId } from '#contract/settings/saml';
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { EpochMs } from '../domain/brands.ts';
import { certificateForPeople, certificateNotes, dayOf, importNote } from '../domain/metadata-import.ts';
import { quoted } from '../domain/quoted.ts';
import type { DescribedApplication } from '../saml/metadata/read.ts';
import { isUsableKey } from '../saml/signature/algorithms.ts';
import { formatUri } from './release.ts';

const maxAcs = 20;
const maxCertificates = 10;
const knownFormats = (['persistent', 'transient', 'email', 'unspecified'] as const satisfies readonly Party['nameId']['format'][]).map(
  formatUri,
);

/**
 * What of a description can be taken into the settings. What cannot be used is left out and said, as long as an entity id
 * and one address for answers remain.
 */
export function importedApplication(
  described: DescribedApplication,
  { now, signatureChecked }: { readonly now: EpochMs; readonly signatureChecked: boolean },
): { readonly ok: true; readonly application: ImportedApplication } | Refusal {
  if (!Value.Check(EntityId, described.entityId)) return refuse('saml_metadata_entity_id', 'EntityDescriptor/@entityID');
  const acs = described.acs.filter(isUsableUrl);
  if (acs.length === 0) return refuse('saml_metadata_address', 'AssertionConsumerService');
  const logout = described.logout.find(({ url }) => isUsableUrl(url)) ?? null;
  const signing = described.signingCertificates.map(parsed);
  const certificates = signing.filter(({ publicKey }) => isUsableKey(publicKey)).map((each) => certificateForPeople(each, now));
  const encryption = described.encryptionCertificates.map(parsed).find(isEncryptable) ?? null;
  const weak = signing.filter(({ publicKey }) => !isUsableKey(publicKey)).map((each) => certificateForPeople(each, now));
  const plain = acs.find((url) => !/^https:/i.test(url));
  return {
    ok: true,
    application: {
      entityId: described.entityId,
      acs: acs.slice(0, maxAcs),
      logout,
      certificates: certificates.slice(0, maxCertificates),
      encryptTo: encryption === null ? null : certificateForPeople(encryption, now),
      signsRequests: described.signsRequests,
      wantsSignedAssertions: described.wantsSignedAssertions,
      nameIdFormats: described.nameIdFormats.slice(0, 10).map(quoted),
      validUntil: described.validUntil,
      signatureChecked,
      notes: [
        ...weak.map(({ subject }) => importNote('warning', words.keyWeak, { subject })),
        ...certificates.flatMap((each) => certificateNotes(each, now)),
        ...addressNotes(described, acs.length, plain),
        ...keyNotes(described, certificates.length, encryption !== null),
        ...nameNotes(described),
        ...(described.validUntil === null ? [] : [importNote('info', words.metadataEnds, { until: dayOf(described.validUntil) })]),
        ...(signatureChecked ? [] : [importNote('info', words.unproven)]),
      ],
    },
  };
}

function addressNotes({ acs, logout }: DescribedApplication, usable: number, plain: string | undefined): ImportNote[] {
  const unusable = acs.length - usable;
  return [
    ...(unusable > 0 ? [importNote('warning', words.acsUnusable, { count: String(unusable) })] : []),
    ...(usable > maxAcs ? [importNote('warning', words.acsMany, { count: String(usable), taken: String(maxAcs) })] : []),
    ...(plain === undefined ? [] : [importNote('warning', words.plain, { url: plain })]),
    ...(logout.length === 0 ? [importNote('info', words.noLogout)] : []),
    ...(logout.length > 0 && !logout.some(({ url }) => isUsableUrl(url)) ? [importNote('warning', words.logoutUnusable)] : []),
  ];
}

function keyNotes({ signsRequests, encryptionCertificates }: DescribedApplication, usable: number, encrypts: boolean): ImportNote[] {
  return [
    ...(usable > maxCertificates ? [importNote('warning', words.keysMany, { count: String(usable), taken: String(maxCertificates) })] : []),
    ...(usable > 1 && usable <= maxCertificates ? [importNote('info', words.several, { count: String(usable) })] : []),
    ...(signsRequests && usable === 0 ? [importNote('warning', words.signsWithoutKey)] : []),
    ...(encryptionCertificates.length > 0 && !encrypts ? [importNote('warning', words.encryptKey)] : []),
  ];
}

function nameNotes({ nameIdFormats }: DescribedApplication): ImportNote[] {
  if (nameIdFormats.length === 0 || nameIdFormats.some((format) => knownFormats.includes(format))) return [];
  return [importNote('warning', words.nameFormat, { formats: nameIdFormats.join(', ') })];
}

const isUsableUrl = (url: string): boolean => Value.Check(EndpointUrl, url);
const parsed = (base64: string) => new X509Certificate(Buffer.from(base64, 'base64'));
/** Assertions are encrypted by RSA-OAEP alone. */
const isEncryptable = ({ publicKey }: X509Certificate): boolean => publicKey.asymmetricKeyType === 'rsa' && isUsableKey(publicKey);
