import { Type } from 'typebox';
import { ImportRequest, type ImportResult } from '#contract/rpc/import';
import { broker } from '../broker/client';
import { parsePayload } from './parse';

const Request = Type.Object({ wanted: ImportRequest }, { additionalProperties: false });

/** `connection.import`: what a provider says of itself, for the preview of the page. It reads no settings and stores nothing. */
export async function importConnection(payload: unknown): Promise<ImportResult> {
  const { wanted } = parsePayload(Request, payload);
  return (await broker.importConnection(wanted)).found;
}
