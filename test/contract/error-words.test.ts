import { describe, expect, test } from '@jest/globals';
import { type ErrorCode, errorKind, errors, errorWords, wordsForPerson } from '#contract/errors';

const codes = Object.keys(errors) as ErrorCode[];

describe('the words for the person at the browser', () => {
  test.each(codes.filter((code) => errorKind(code).audience !== 'operator'))('name %s for what it is', (code) => {
    expect(wordsForPerson(code)).toBe(errorWords[code]);
  });

  test('say of faults inside the broker only that there was one', () => {
    for (const code of ['config_invalid', 'sealed_value_unreadable', 'tenant_unknown'] as const)
      expect(wordsForPerson(code)).toBe(errorWords.internal);
  });

  test('say that the database is away, because waiting helps', () => {
    expect(wordsForPerson('database_unavailable').action).toContain('Try again');
  });
});
