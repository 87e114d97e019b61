import { Type } from 'typebox';
import type { SupportTrace } from '#contract/rpc/status';
import { broker } from '../broker/client';
import { parsePayload } from './parse';

const FindRequest = Type.Object({ supportCode: Type.String({ minLength: 1, maxLength: 40 }) }, { additionalProperties: false });

/** `support.find`: the redacted trace behind a code that somebody read out, or null. */
export async function findTrace(payload: unknown): Promise<SupportTrace | null> {
  const { supportCode } = parsePayload(FindRequest, payload);
  return (await broker.findTrace(supportCode.trim())).trace;
}
