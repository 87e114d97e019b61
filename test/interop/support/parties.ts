import type { Party } from '#contract/settings/party';
import { readApplicationMetadata } from '../../../broker/saml/metadata/read.ts';

/** What every application here is told of a person. */
export const everything: Party['attributes'] = [
  { name: 'mail', value: 'email' },
  { name: 'givenName', value: 'first-name' },
  { name: 'sn', value: 'last-name' },
  { name: 'displayName', value: 'display-name' },
  { name: 'groups', value: 'groups' },
  { name: 'company', value: 'connection' },
];

/** An application of the broker, made of the metadata that the application gave its operator. */
export function partyFrom(id: string, metadata: string, differences: Partial<Party> = {}): Party {
  const read = readApplicationMetadata({ bytes: Buffer.from(metadata), now: Date.now() });
  if (!read.ok) throw new Error(`metadata of ${id}: ${read.code}: ${read.because}\n${metadata}`);
  return {
    id,
    preset: 'custom-saml',
    name: id,
    enabled: true,
    entityId: read.entityId,
    acs: [...read.acs],
    logout: read.logout[0] ?? null,
    certificates: [...read.signingCertificates],
    signedRequests: read.signingCertificates.length > 0,
    encryptTo: null,
    nameId: { format: 'persistent', value: 'subject' },
    attributes: everything,
    sign: 'both',
    algorithm: 'rsa-sha256',
    connections: null,
    primaryConnection: null,
    policy: null,
    ...differences,
  };
}

/** Gives the party the certificate that its metadata has for encryption. */
export function encryptionCertificateOf(metadata: string): string {
  const read = readApplicationMetadata({ bytes: Buffer.from(metadata), now: Date.now() });
  const [certificate] = read.ok ? read.encryptionCertificates : [];
  if (certificate === undefined) throw new Error(`no certificate for encryption in ${metadata}`);
  return certificate;
}
