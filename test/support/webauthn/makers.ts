import { type Issued, issue } from './certificates.ts';

/** A maker of keys: its root, and the certificate that keys of one model sign with. */
export interface Maker {
  readonly root: Issued;
  readonly aaguid: string;
  readonly leaf: Issued;
  /** As it stands in the file of the FIDO Alliance. */
  readonly entry: {
    readonly aaguid: string;
    readonly metadataStatement: Readonly<Record<string, unknown>>;
    readonly statusReports: readonly { readonly status: string }[];
  };
}

export function aMaker(aaguid: string, { name = 'Borealis Key', status = 'FIDO_CERTIFIED' } = {}): Maker {
  const root = issue({ subject: { name: `${name} Root`, organization: name, country: 'NO' }, isAuthority: true });
  const leaf = issue({ subject: attesting(name), issuer: root, aaguid });
  const metadataStatement = {
    aaguid,
    description: name,
    attestationTypes: ['basic_full'],
    attestationRootCertificates: [root.der.toString('base64')],
  };
  return { root, aaguid, leaf, entry: { aaguid, metadataStatement, statusReports: [{ status }] } };
}

/** The names that such a certificate has to have (WebAuthn 3, 8.2.1). */
export const attesting = (organization: string) => ({
  country: 'NO',
  organization,
  unit: 'Authenticator Attestation',
  name: `${organization} 5`,
});
