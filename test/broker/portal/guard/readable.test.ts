import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { personName, readableValue, withoutAccountIds } from '../../../../broker/portal/guard/readable.ts';

describe('a value of a field', () => {
  test.each<[unknown, string | null]>([
    ['text', 'text'],
    [1.5, '1.5'],
    [Number.NaN, null],
    [null, null],
    [true, null],
    [['a', { id: '2', value: 'b' }], 'a, b'],
    [[], null],
    [{ id: '1', name: 'High' }, 'High'],
    [{ value: 'Hardware', child: { value: 'Screen' } }, 'Hardware / Screen'],
    [{ accountId: 'x', displayName: 'Eve Evans', emailAddress: 'eve@a.example', name: 'eve' }, 'Eve Evans'],
    [{ accountId: 'x', name: 'eve' }, null],
    [{ emailAddress: 'eve@a.example', name: 'eve' }, null],
    [{ type: 'doc', content: [] }, null],
    [{ self: 'https://acme.example', id: '7' }, null],
  ])('is told as text or not at all: %j', (value, text) => {
    expect(readableValue(value)).toBe(text);
  });

  test('of whatever shape never gives an address or id of a person', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (more) => {
        const text = readableValue({ ...more, accountId: 'acc-secret', emailAddress: 'eve@secret.example', displayName: 'Eve' });
        expect(text).toBe('Eve');
      }),
    );
  });
});

test('a person without a name is not called by the whole of an address', () => {
  expect(personName('eve.evans@secret.example')).toBe('eve.evans');
  expect(personName('Eve Evans')).toBe('Eve Evans');
  expect(personName('')).toBe('?');
});

test('mentions lose their account ids', () => {
  expect(withoutAccountIds('Hi [~accountid:557058:aa-bb] and [~eve]!')).toBe('Hi @… and @…!');
});
