import { connectionAddresses } from '#contract/settings/addresses';
import type { SamlConnection } from '#contract/settings/connections/saml';
import type { TenantId } from '../../../broker/domain/brands.ts';
import type { ConnectionAtHand } from '../../../broker/domain/ports/connector.ts';
import type { SigningKeys } from '../../../broker/domain/ports/signing-keys.ts';
import { selfSignedCertificate } from '../../../broker/saml/certificate.ts';
import { type KeyPair, otherRsaKeys, rsaKeys } from './keys.ts';
import { idp, now } from './response.ts';

/** A certificate of these keys, as metadata has it: the base64 of its DER. */
export function certificateOf({ privateKey }: KeyPair, validForMs = 365 * 86_400_000): string {
  const times = { notBefore: now - 86_400_000, notAfter: now + validForMs };
  return selfSignedCertificate({ privateKey, commonName: 'idp.example', serial: Buffer.alloc(16, 7), ...times }).toString('base64');
}

export function aSamlConnection(differences: Partial<SamlConnection> = {}): SamlConnection {
  return {
    id: 'idp',
    preset: 'generic-saml',
    name: 'Borealis Shipping',
    enabled: true,
    mapping: {
      email: 'email',
      firstName: 'firstName',
      lastName: 'lastName',
      displayName: 'displayName',
      groups: 'groups',
      more: [],
      patterns: [],
    },
    emailTrust: 'authoritative',
    domains: { mode: 'list', list: ['customer.example'] },
    protocol: 'saml',
    entityId: idp,
    signOn: { url: 'https://idp.example/sso', binding: 'redirect' },
    logout: { url: 'https://idp.example/slo', binding: 'redirect' },
    certificates: [certificateOf(rsaKeys())],
    metadata: null,
    signRequests: true,
    signed: 'assertion',
    encryption: 'never',
    allowSha1: false,
    allowCbc: false,
    nameIdFormat: null,
    subject: 'name-id',
    forceAuthn: false,
    requestedContexts: [],
    clockSkewSeconds: 60,
    loginFromProvider: false,
    ...differences,
  };
}

/** A connection with what belongs to it at a tenant whose login host is that of the messages in these tests. */
export function samlAtHand(differences: Partial<SamlConnection> = {}): ConnectionAtHand {
  const connection = aSamlConnection(differences);
  return {
    tenant: 'tenant-1' as TenantId,
    connection,
    secrets: new Map(),
    addresses: connectionAddresses('https://acme-login.example', connection.id),
  };
}

/** Our own keys in these tests: one pair for everything. */
export const ourKeys: SigningKeys = {
  current: async (_tenant, purpose, algorithm) => ({ id: purpose, algorithm, createdAt: now, ...otherRsaKeys() }),
  trusted: async (_tenant, purpose, algorithm) => [{ id: purpose, algorithm, createdAt: now, ...otherRsaKeys() }],
  rotate: async () => {
    throw new Error('nothing is exchanged here');
  },
};
