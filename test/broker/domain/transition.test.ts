import { describe, expect, test } from '@jest/globals';
import type { AccountId, TransactionId } from '../../../broker/domain/brands.ts';
import type { Identity } from '../../../broker/domain/identity.ts';
import { nothingShown } from '../../../broker/domain/policy/demand.ts';
import { beginTrace } from '../../../broker/domain/trace.ts';
import type { PartyRequest, Transaction, TransactionState } from '../../../broker/domain/transaction.ts';
import { type TransactionEvent, transition } from '../../../broker/domain/transition.ts';

const request: PartyRequest = {
  party: 'portal',
  requestId: '_r1',
  acsUrl: 'https://acme.example/saml/acs',
  relayState: null,
  strength: 'none',
  contexts: [],
  subject: null as AccountId | null,
  forceAuthn: false,
  isPassive: false,
};

const identity: Identity = {
  connection: 'borealis',
  issuer: 'https://login.borealis.example',
  subject: 'ada',
  email: { address: 'ada@borealis.example', verified: true },
  firstName: 'Ada',
  lastName: 'Berg',
  displayName: 'Ada Berg',
  groups: [],
  attributes: {},
  assurance: { acr: null, amr: [], authTime: null },
  upstreamSession: { sid: null, idToken: null, nameId: null },
};

const assurance = { strength: 'strong', methods: ['totp'], at: 5 } as const;
const base = {
  id: 'id' as TransactionId,
  version: 3,
  expiresAt: 1000,
  request,
  connection: 'borealis',
  session: null,
  trace: beginTrace(0),
  captured: null,
  askedAgain: null,
};

const challenge = { kind: 'use', method: 'totp', memory: {}, others: [], problem: null } as const;

const inState: Record<TransactionState, Transaction> = {
  departed: { ...base, state: 'departed', memory: {} },
  identified: { ...base, state: 'identified', identity },
  challenged: { ...base, state: 'challenged', identity, challenge, proof: nothingShown },
  verified: { ...base, state: 'verified', identity, assurance },
  issued: { ...base, state: 'issued', at: 4 },
  denied: { ...base, state: 'denied', at: 4 },
  failed: { ...base, state: 'failed', at: 4 },
};

const events: Record<TransactionEvent['type'], TransactionEvent> = {
  'departed-again': { type: 'departed-again', connection: 'kestrel', memory: { nonce: 'n' } },
  arrived: { type: 'arrived', identity },
  challenged: { type: 'challenged', challenge, proof: nothingShown },
  verified: { type: 'verified', assurance },
  issued: { type: 'issued' },
  denied: { type: 'denied' },
  failed: { type: 'failed' },
};

/** Written by hand from the flow of DESIGN section 5, not from the code. */
const expected: Record<TransactionState, Partial<Record<TransactionEvent['type'], TransactionState>>> = {
  departed: { 'departed-again': 'departed', arrived: 'identified', denied: 'denied', failed: 'failed' },
  identified: { challenged: 'challenged', verified: 'verified', denied: 'denied', failed: 'failed' },
  challenged: { challenged: 'challenged', verified: 'verified', denied: 'denied', failed: 'failed' },
  verified: { issued: 'issued', denied: 'denied', failed: 'failed' },
  issued: {},
  denied: {},
  failed: {},
};

describe('the state machine of a login', () => {
  for (const state of Object.keys(inState) as TransactionState[]) {
    for (const type of Object.keys(events) as TransactionEvent['type'][]) {
      const to = expected[state][type];
      test(`${state} + ${type}: ${to ?? 'refused'}`, () => {
        const result = transition(inState[state], events[type], 500);
        if (to === undefined) expect(result).toMatchObject({ ok: false, code: 'login_wrong_step' });
        else expect(result).toMatchObject({ ok: true, transaction: { state: to, version: 4, id: 'id', request } });
      });
    }
  }

  test('allows nothing from the very millisecond it expires', () => {
    for (const state of Object.keys(inState) as TransactionState[])
      for (const event of Object.values(events))
        expect(transition(inState[state], event, 1000)).toMatchObject({ ok: false, code: 'login_expired' });
  });

  test('refuses an identity of another connection than the one departed to', () => {
    const result = transition(inState.departed, { type: 'arrived', identity: { ...identity, connection: 'kestrel' } }, 500);
    expect(result).toMatchObject({ ok: false, code: 'login_wrong_step' });
  });

  test('lets somebody who is known leave only for their own company, and takes only them back', () => {
    const askedAgain = { issuer: 'https://idp.example', subject: 'ada', strength: 'any', since: 0, proof: nothingShown } as const;
    const again = (connection: string) => ({ type: 'departed-again', connection, memory: {}, askedAgain }) as const;
    expect(transition(inState.identified, again('kestrel'), 500).ok).toBe(false);
    const left = transition(inState.challenged, again('borealis'), 500);
    if (!left.ok) throw new Error('did not leave');
    expect(left.transaction).toMatchObject({ state: 'departed', session: null, askedAgain });
    const back = (who: Partial<Identity>) => transition(left.transaction, { type: 'arrived', identity: { ...identity, ...who } }, 500).ok;
    expect([back({ issuer: 'https://idp.example', subject: 'bo' }), back({ issuer: 'https://other.example', subject: 'ada' })]).toEqual([
      false,
      false,
    ]);
    expect(back({ issuer: 'https://idp.example', subject: 'ada' })).toBe(true);
  });

  test('keeps nothing of the person once it has ended', () => {
    for (const type of ['issued', 'denied', 'failed'] as const) {
      const result = transition(inState.verified, { type }, 500);
      expect(JSON.stringify(result)).not.toContain('ada');
    }
  });

  test('never goes straight from the provider to an answer', () => {
    expect(transition(inState.identified, { type: 'issued' }, 500).ok).toBe(false);
    expect(transition(inState.challenged, { type: 'issued' }, 500).ok).toBe(false);
  });
});
