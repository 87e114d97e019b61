import { type Static, Type } from 'typebox';
import { SamlConnection } from '#contract/settings/connections/saml';

const closed = { additionalProperties: false } as const;
const { id, signRequests, signed, encryption, nameIdFormat } = SamlConnection.properties;

/** What our metadata for a provider depends on; the connection may not be saved yet. */
export const OurMetadataRequest = Type.Object({ id, signRequests, signed, encryption, nameIdFormat }, closed);
export type OurMetadataRequest = Static<typeof OurMetadataRequest>;

/** SAML metadata of us as the service provider, exactly as our address gives it. */
export const OurMetadata = Type.Object({ xml: Type.String() }, closed);
export type OurMetadata = Static<typeof OurMetadata>;
