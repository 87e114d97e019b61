import {
  type ApplicationValues,
  ApplicationValuesRequest,
  type ImportedApplication,
  PreviewReleaseRequest,
  ReadMetadataRequest,
  type ReleasePreview,
} from '#contract/rpc/applications';
import { broker } from '../broker/client';
import { parsePayload } from './parse';

/** `party.import`: what an application says of itself, for the preview of the page. It reads no settings and stores nothing. */
export async function importApplication(payload: unknown): Promise<ImportedApplication> {
  return (await broker.importApplication(parsePayload(ReadMetadataRequest, payload))).application;
}

/** `party.values`: what is entered about us at an application. */
export function loadApplicationValues(payload: unknown): Promise<ApplicationValues> {
  return broker.applicationValues(parsePayload(ApplicationValuesRequest, payload));
}

/** `party.preview`: what an application would be told of somebody made up. The broker goes by the settings that are live. */
export async function previewRelease(payload: unknown): Promise<ReleasePreview> {
  return (await broker.previewRelease(parsePayload(PreviewReleaseRequest, payload))).preview;
}
