import type { KeyObject } from 'node:crypto';
import type { ConnectionAddresses } from '#contract/settings/addresses';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { readCertificate } from '../../domain/certificates.ts';
import type { ResponseExpectation } from '../../saml/verify-response.ts';

/** What an answer of this provider has to match. Throws `saml_certificate_unusable`. */
export function expectationOf(
  connection: SamlConnection,
  at: { addresses: ConnectionAddresses; decryption: readonly KeyObject[] },
): Omit<ResponseExpectation, 'inResponseTo'> {
  return {
    issuer: connection.entityId,
    keys: pinnedKeys(connection),
    audience: at.addresses.entityId,
    recipient: at.addresses.acsUrl,
    clockSkewMs: connection.clockSkewSeconds * 1000,
    signed: connection.signed,
    allowSha1: connection.allowSha1,
    ...(connection.encryption === 'never'
      ? {}
      : { encryption: { keys: at.decryption, required: connection.encryption === 'required', allowCbc: connection.allowCbc } }),
  };
}

/** Reading certificates costs more than the signature that they are for; a snapshot's connection never changes. */
const pinned = new WeakMap<SamlConnection, readonly KeyObject[]>();

/** The keys of the connection's certificates. A certificate's own dates do not count: what is pinned is the key. */
export function pinnedKeys(connection: SamlConnection): readonly KeyObject[] {
  const known = pinned.get(connection);
  if (known !== undefined) return known;
  const keys = connection.certificates.map((text) => readCertificate(text).publicKey);
  pinned.set(connection, keys);
  return keys;
}
