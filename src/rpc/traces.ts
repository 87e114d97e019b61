import { Type } from 'typebox';
import {
  type CaptureState,
  type ConnectionActivity,
  type KeptMessages,
  OfConnection,
  ReadCapturedRequest,
  type SignInSummary,
} from '#contract/rpc/traces';
import { broker } from '../broker/client';
import { parsePayload } from './parse';

const Nothing = Type.Object({}, { additionalProperties: false });

/** `connection.activity`: the last sign-in of every connection, and whether its messages are kept at the moment. */
export async function loadActivity(payload: unknown): Promise<readonly ConnectionActivity[]> {
  parsePayload(Nothing, payload);
  return (await broker.activity()).connections;
}

/** `connection.sign-ins`: the latest sign-ins and refusals of a connection. */
export async function listSignIns(payload: unknown): Promise<readonly SignInSummary[]> {
  return (await broker.signIns(parsePayload(OfConnection, payload))).signIns;
}

/** `connection.capture.state`: is it on, and what is kept. */
export async function loadCapture(payload: unknown): Promise<CaptureState> {
  return broker.captureState(parsePayload(OfConnection, payload));
}

/** `connection.capture.start`: for an hour, and everybody who signs in is told. */
export async function startCapture(payload: unknown): Promise<CaptureState> {
  return broker.startCapture(parsePayload(OfConnection, payload));
}

/** `connection.capture.stop`. */
export async function stopCapture(payload: unknown): Promise<CaptureState> {
  return broker.stopCapture(parsePayload(OfConnection, payload));
}

/** `connection.capture.forget`: what is kept of the connection is deleted at once. */
export async function forgetCaptured(payload: unknown): Promise<CaptureState> {
  return broker.forgetCaptured(parsePayload(OfConnection, payload));
}

/** `connection.capture.read`: the messages of one sign-in, or null where they are gone. */
export async function readCaptured(payload: unknown): Promise<KeptMessages | null> {
  return (await broker.readCaptured(parsePayload(ReadCapturedRequest, payload).id)).kept;
}
