import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Question, verdictOf } from '../../../../broker/adapters/yubico/protocol.ts';

const secret = Buffer.from('a secret of yubi');
const question: Question = { clientId: '87', otp: 'c'.repeat(44), nonce: 'ab'.repeat(16) };
const now = Date.UTC(2026, 10, 21, 12);

/** An answer as a server that has the secret writes it. */
function answerOf(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  const h = createHmac('sha1', secret).update(lines.toSorted().join('&')).digest('base64');
  return [`h=${h}`, ...lines].join('\r\n');
}

const good = { t: '2026-11-21T12:00:00Z0123', otp: question.otp, nonce: question.nonce, sl: '25', status: 'OK' };

test('the answer that all of these are made from is good', () => {
  expect(verdictOf(answerOf(good), question, secret, now)).toEqual({ valid: true });
});

test('no sign of a good answer can be exchanged', () => {
  const answer = answerOf(good);
  fc.assert(
    fc.property(fc.nat(answer.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, sign) => {
      const changed = `${answer.slice(0, at)}${sign}${answer.slice(at + 1)}`;
      const same =
        changed
          .split(/\r?\n/)
          .map((line) => line.trim())
          .join() ===
        answer
          .split(/\r?\n/)
          .map((line) => line.trim())
          .join();
      fc.pre(!same);
      expect(verdictOf(changed, question, secret, now).valid).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test('nothing that anybody writes without the secret lets anybody in, or throws', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(...Object.entries(good).map(([name, value]) => `${name}=${value}`), 'h=', 'h=AAAA', 'status=OK'),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '&'), (lines, end) => {
      expect(verdictOf(lines.join(end), question, secret, now).valid).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test('what the server signs counts only as an answer to this very question', () => {
  const other = { otp: fc.constantFrom(question.otp, 'd'.repeat(44), ''), nonce: fc.constantFrom(question.nonce, 'x', '') };
  const status = fc.constantFrom('OK', 'BAD_OTP', 'OK ', 'Ok', 'NOT_OK', '');
  const t = fc.constantFrom(good.t, '2026-11-21T12:09:59Z0', '2026-11-21T11:49:59Z0', '2026-11-21T12:10:01Z0000', 'now', '');
  fc.assert(
    fc.property(fc.record({ ...other, status, t }), (fields) => {
      const fresh = fields.t === good.t || fields.t === '2026-11-21T12:09:59Z0';
      // White space at the end of a line is none, and is signed as none.
      const expected = fields.otp === question.otp && fields.nonce === question.nonce && fields.status === 'OK' && fresh;
      expect(verdictOf(answerOf({ ...good, ...fields }), question, secret, now).valid).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
});
