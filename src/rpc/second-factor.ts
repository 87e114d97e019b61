import { Type } from 'typebox';
import type { Overview } from '#contract/rpc/admin';
import { type Foreseen, ForeseeRequest, type SecondFactorState, SendTestRequest, type SendTestResult } from '#contract/rpc/second-factor';
import { SecondFactorSettings } from '#contract/settings/second-factor';
import { broker } from '../broker/client';
import type { Caller } from './caller';
import { parsePayload } from './parse';
import { save } from './save';

const SaveRequest = Type.Object(
  { expectRevision: Type.Integer({ minimum: 0 }), secondFactor: SecondFactorSettings },
  { additionalProperties: false },
);

/** `second-factor.save`: methods, networks and how long things are remembered. */
export async function saveSecondFactor(payload: unknown, caller: Caller): Promise<Overview> {
  const { expectRevision, secondFactor } = parsePayload(SaveRequest, payload);
  return save(expectRevision, caller, ({ settings }) => ({ settings: { ...settings, secondFactor } }));
}

/** `second-factor.state`: what this broker can do. */
export function loadSecondFactorState(): Promise<SecondFactorState> {
  return broker.secondFactorState();
}

/** `second-factor.foresee`: what would happen to somebody made up, by rules that may not be saved yet. */
export async function foreseeSecondFactor(payload: unknown): Promise<Foreseen> {
  return broker.foreseeSecondFactor(parsePayload(ForeseeRequest, payload));
}

/** `second-factor.send-test`: one message to the administrator who asks for it. */
export async function sendTestMessage(payload: unknown): Promise<SendTestResult> {
  return broker.sendTestMessage(parsePayload(SendTestRequest, payload));
}
