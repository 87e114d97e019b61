import { type OurMetadata, OurMetadataRequest } from '#contract/rpc/our-metadata';
import { broker } from '../broker/client';
import { parsePayload } from './parse';

/** `connection.metadata`: what a provider has to know of us, as a file; also of a connection that is not saved yet. */
export async function loadOurMetadata(payload: unknown): Promise<OurMetadata> {
  return broker.ourMetadata(parsePayload(OurMetadataRequest, payload));
}
