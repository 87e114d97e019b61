import type {
  ApplicationValues,
  ExamplePerson,
  ImportedApplication,
  ReadMetadataRequest,
  ReleasePreview,
} from '#contract/rpc/applications';
import type { Party } from '#contract/settings/party';
import type { PartyScene } from './party.ts';

/** What an administrator has to know before an application is registered, and to register us there. Changes nothing. */
export interface ApplicationDesk {
  /**
   * An application as its metadata describes it; with `signedBy` (a certificate) the document must be signed as a whole with
   * that key. Throws `import_...` and `saml_metadata_...`.
   */
  read(wanted: ReadMetadataRequest): Promise<ImportedApplication>;
  /** Our certificates for applications that take this algorithm, and our metadata for the one of this short name, if it is live. */
  values(scene: PartyScene, wanted: { readonly id: string | null; readonly algorithm: Party['algorithm'] }): Promise<ApplicationValues>;
  /** What an application, saved or not, would be told of somebody, by the rules of a sign-in. */
  preview(scene: PartyScene, party: Party, person: ExamplePerson): Promise<ReleasePreview>;
}
