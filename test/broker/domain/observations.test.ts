import { expect, test } from '@jest/globals';
import { createObservations } from '../../../broker/domain/observations.ts';

test('what is seen is kept in its order, each step once', () => {
  const seen = createObservations();
  seen.step({ name: 'request', ok: true, because: 'a' });
  seen.step({ name: 'answer', ok: true, because: 'b' });
  seen.step({ name: 'answer', ok: true, because: 'b' });
  seen.step({ name: 'answer', ok: false, because: 'c' });
  expect(seen.read().steps.map(({ name, ok }) => `${name} ${ok}`)).toEqual(['request true', 'answer true', 'answer false']);
});

test('no more is kept than anybody looks at, and on one line without signs that act', () => {
  const seen = createObservations();
  seen.fact('issuer-found', `a\u001b[31m\n\u202eb${'x'.repeat(1_000)}`);
  seen.received(() => Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`claim${index}`, ['v'.repeat(5_000), '\u0007']])));
  for (let count = 0; count < 20; count += 1) seen.message({ kind: 'userinfo', text: () => `line\n\u009bx${'y'.repeat(100_000)}` });
  const { facts, received, messages } = seen.read();
  expect(facts['issuer-found']).toMatch(/^a \[31m {2}bx+ \.\.\.$/);
  expect(Object.keys(received ?? {})).toHaveLength(200);
  expect(received?.claim0?.map(({ length }) => length)).toEqual([504, 1]);
  expect(messages).toHaveLength(8);
  expect(messages[0]?.text).toMatch(/^line\n xy+ \.\.\.$/);
});
