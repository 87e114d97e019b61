import type { SamlConnection } from '#contract/settings/connections/saml';
import { connectionOf } from '../../domain/connection.ts';
import type { ConnectionAtHand } from '../../domain/ports/connector.ts';
import type { SigningKeys } from '../../domain/ports/signing-keys.ts';
import { certificateOfKey } from '../../saml/certificate.ts';
import { serviceProviderMetadata } from '../../saml/metadata/write.ts';
import { nameIdFormatUri } from './names.ts';

/** SAML metadata of the login host towards one provider (Metadata 2.4.4): our name, our addresses, and every key that counts now or soon. */
export async function metadataOf(at: ConnectionAtHand, keys: SigningKeys): Promise<string> {
  const connection = connectionOf('saml', at.connection);
  const { entityId, acsUrl, logoutUrl } = at.addresses;
  const signing = await keys.trusted(at.tenant, 'connection', 'rsa-2048');
  const host = new URL(acsUrl).hostname;
  return serviceProviderMetadata({
    entityId,
    acsUrl,
    sloUrl: logoutUrl,
    bindings: ['redirect', 'post'],
    nameIdFormats: formatsOf(connection),
    signsRequests: connection.signRequests,
    wantsSignedAssertions: connection.signed === 'assertion' || connection.signed === 'both',
    certificates: signing.map((key) => certificateOfKey(key, host)),
    ...(connection.encryption === 'never'
      ? {}
      : {
          encryptionCertificates: (await keys.trusted(at.tenant, 'decryption', 'rsa-2048')).map((key) =>
            certificateOfKey(key, host, 'encryption'),
          ),
        }),
  });
}

function formatsOf({ nameIdFormat }: SamlConnection): readonly string[] {
  return nameIdFormat === null ? [nameIdFormatUri.persistent, nameIdFormatUri.email] : [nameIdFormatUri[nameIdFormat]];
}
