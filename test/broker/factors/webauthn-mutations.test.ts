import { describe, expect, test } from '@jest/globals';
import { asyncProperty, assert as holds, integer, record, uint8Array } from 'fast-check';
import { assertedIn, createdIn } from '../../../broker/factors/webauthn/answer.ts';
import { judgeAsserted } from '../../../broker/factors/webauthn/assert.ts';
import { readModels } from '../../../broker/factors/webauthn/metadata.ts';
import { creationOptions, judgeCreated } from '../../../broker/factors/webauthn/register.ts';
import { createRecordedLog } from '../../support/recorded-log.ts';
import { Authenticator } from '../../support/webauthn/authenticator.ts';
import { somebody } from '../../support/webauthn/bench.ts';
import { aMaker } from '../../support/webauthn/makers.ts';

const now = Date.UTC(2026, 10, 21);
const aaguid = 'ee882879-721c-4913-9775-3dfcce97072a';
const maker = aMaker(aaguid);
const models = readModels([{ path: 'm.json', text: JSON.stringify(maker.entry) }], { log: createRecordedLog(), now });
const ada = somebody('ada', { onlyModels: [aaguid] });
const origin = ada.tenant.loginOrigin;
const challenge = Buffer.alloc(32, 1).toString('base64url');

const key = new Authenticator({ format: 'packed', attestation: [maker.leaf], aaguid });
const options = JSON.stringify(await creationOptions(ada, { challenge, timeoutMs: 1, own: [] }));
const created = createdIn(key.create(options, origin));
const asserted = assertedIn(key.get(JSON.stringify({ challenge, rpId: 'acme-login.example' }), origin));
if (created === null || asserted === null) throw new Error('no answers to change');
const made = await judgeCreated(ada, { answer: created, challenge, models, now });
if (!made.ok) throw new Error(made.because);
const { credential } = made;

const change = record({ at: integer({ min: 0, max: 100_000 }), bits: integer({ min: 1, max: 255 }) });
type Change = { readonly at: number; readonly bits: number };

/** The same bytes but for one. */
function changed(text: string, { at, bits }: Change): string {
  const bytes = Buffer.from(text, 'base64url');
  const place = at % bytes.length;
  bytes[place] = (bytes[place] ?? 0) ^ bits;
  return bytes.toString('base64url');
}

// The library reads some wrong lengths around right bytes (DER, CBOR): what is signed is the same then.
describe('whatever one byte is changed to', () => {
  test.each(['clientDataJSON', 'authenticatorData', 'signature'] as const)('the use of a key is refused, or the same: %s', async (part) => {
    const right = await judgeAsserted(ada, { answer: asserted, challenge, credential });
    expect(right).toMatchObject({ ok: true });
    await holds(
      asyncProperty(change, async (how) => {
        const answer = { ...asserted, response: { ...asserted.response, [part]: changed(asserted.response[part], how) } };
        const verdict = await judgeAsserted(ada, { answer, challenge, credential });
        if (verdict.ok) expect([part, verdict]).toEqual(['signature', right]);
      }),
      { numRuns: 150 },
    );
  });

  test.each(['clientDataJSON', 'attestationObject'] as const)('a new key of a proven model is refused, or the same: %s', async (part) => {
    await holds(
      asyncProperty(change, async (how) => {
        const answer = { ...created, response: { ...created.response, [part]: changed(created.response[part], how) } };
        const verdict = await judgeCreated(ada, { answer, challenge, models, now });
        if (verdict.ok) expect([part, verdict]).toEqual(['attestationObject', made]);
      }),
      { numRuns: 300 },
    );
  });
});

test('whatever bytes come in the place of an attestation, they are refused and nothing falls over', async () => {
  const lenient = somebody('ada');
  await holds(
    asyncProperty(uint8Array({ maxLength: 400 }), async (bytes) => {
      const attestationObject = Buffer.from(bytes).toString('base64url');
      const answer = { ...created, response: { ...created.response, attestationObject } };
      const verdicts = [
        await judgeCreated(ada, { answer, challenge, models, now }),
        await judgeCreated(lenient, { answer, challenge, models, now }),
      ];
      return verdicts.every(({ ok }) => !ok);
    }),
    { numRuns: 300 },
  );
});
