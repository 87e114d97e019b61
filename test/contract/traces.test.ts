import { expect, test } from '@jest/globals';
import { countsInWords, durationInWords, reasonInWords, stepInWords, traceTexts } from '#contract/messages/en/traces';
import { traceStepNames } from '../../broker/domain/trace.ts';

test('every step has a name for going well, and one for being refused', () => {
  for (const words of [traceTexts.steps, traceTexts.refusedSteps])
    expect(Object.keys(words).toSorted()).toEqual([...traceStepNames].toSorted());
  expect(stepInWords({ step: 'constructor', ok: true })).toBe('constructor');
});

test('reasons are told part by part, and what has no words stands as it is', () => {
  expect(reasonInWords('challenge:totp, preset:everybody')).toBe(
    'The code of the authenticator app is needed, the rule for everybody asks for a second factor',
  );
  expect(reasonInWords('saml.audience, constructor')).toBe('saml.audience, constructor');
});

test('numbers stand beside names where there is more than one, or none', () => {
  const counts = [
    { name: 'email', count: 1 },
    { name: 'groups', count: 14 },
    { name: 'first-name', count: 0 },
  ];
  expect(countsInWords(counts)).toBe('email, groups (14), first-name (not told)');
});

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1_000, '1.0 s'],
  [59_949, '59.9 s'],
  [61_000, '1 min 1 s'],
])('%i milliseconds are %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});
