import { type LifecycleList, MetadataDecisionRequest, MetadataRefreshRequest, type MetadataStatus } from '#contract/rpc/lifecycle';
import { broker } from '../broker/client';
import { parsePayload } from './parse';

/** `lifecycle.list`: what providers publish, what ends, which domains are proven. */
export async function listLifecycle(): Promise<LifecycleList> {
  return broker.upkeep();
}

/** `metadata.refresh`: reads the metadata of one connection now. */
export async function refreshMetadata(payload: unknown): Promise<MetadataStatus> {
  return broker.refreshMetadata(parsePayload(MetadataRefreshRequest, payload));
}

/** `metadata.approve`: makes the addresses live that the administrator has looked at, and no others. */
export async function approveMetadata(payload: unknown): Promise<MetadataStatus> {
  return broker.approveMetadata(parsePayload(MetadataDecisionRequest, payload));
}

/** `metadata.dismiss`: leaves them, or goes back from them. */
export async function dismissMetadata(payload: unknown): Promise<MetadataStatus> {
  return broker.dismissMetadata(parsePayload(MetadataDecisionRequest, payload));
}
