import { Type } from 'typebox';
import type { SignInTestView, StartedSignInTest } from '#contract/rpc/sign-in-test';
import { broker } from '../broker/client';
import { readSecretValue } from '../storage/contents';
import { loadCurrent } from '../storage/load';
import { buildTest } from './connection-draft';
import { idOf, parsePayload } from './parse';

const closed = { additionalProperties: false } as const;
const StartRequest = Type.Object({ connection: Type.Unknown() }, closed);
const ResultRequest = Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) }, closed);

/** `connection.test.start`: a link by which somebody tries the draft out by signing in; nobody is signed in by it. */
export async function startSignInTest(payload: unknown): Promise<StartedSignInTest> {
  const { connection } = parsePayload(StartRequest, payload);
  const { settings } = await loadCurrent();
  const existing = settings.connections.find(({ id }) => id === idOf(connection)) ?? null;
  return broker.startSignInTest(await buildTest(connection, existing, readSecretValue));
}

/** `connection.test.result`: how it stands, and what came of it. */
export async function signInTestResult(payload: unknown): Promise<SignInTestView | null> {
  return (await broker.signInTestResult(parsePayload(ResultRequest, payload).id)).test;
}
