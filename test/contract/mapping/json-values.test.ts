import { describe, expect, test } from '@jest/globals';
import { valuesAt } from '#contract/mapping/json-values';
import { readPath } from '#contract/settings/json-path';

const document = {
  id: 7,
  user: { name: 'Ada', 'e-mail': 'ada@x.example' },
  emails: [
    { value: 'one@x.example', primary: false, type: 'work' },
    { value: 'two@x.example', primary: true, type: 'home' },
  ],
  teams: [],
  nested: [[1, 2], [3]],
  nothing: null,
};

describe('a path leads', () => {
  test.each<[string, unknown]>([
    ['id', [7]],
    ['user.name', ['Ada']],
    ['user.e-mail', ['ada@x.example']],
    ['emails[0].value', ['one@x.example']],
    ['emails[primary=true].value', ['two@x.example']],
    ['emails[type=work].value', ['one@x.example']],
    ['emails[].value', ['one@x.example', 'two@x.example']],
    ['nested[][]', [1, 2, 3]],
    ['nested[1][0]', [3]],
    ['emails[type=none].value', []],
    ['teams[].name', []],
    ['teams', [[]]],
  ])('%s', (path, values) => {
    expect(valuesAt(document, path)).toEqual(values);
  });
});

test.each([
  'absent',
  'nothing',
  'user.absent',
  'id.deeper',
  'emails[2].value',
  'emails.value',
  'id[]',
  'user[0]',
  'toString',
  'user.constructor',
  'emails[].absent',
  'emails.length',
])('nothing is there: %s', (path) => {
  expect(valuesAt(document, path)).toBeNull();
});

test('names that mean something to the language are names', () => {
  const odd = JSON.parse('{"__proto__": {"admin": true}}') as unknown;
  expect(valuesAt(odd, '__proto__.admin')).toEqual([true]);
  expect(valuesAt({}, '__proto__')).toBeNull();
});

test('a condition compares whole numbers only, since others are not what was written', () => {
  expect(valuesAt(JSON.parse('{"a":[{"id":9007199254740993,"b":1}]}') as unknown, 'a[id=9007199254740992].b')).toEqual([]);
});

test.each(['', '.', 'a.', '.a', 'a..b', 'a[', 'a]', 'a[1', 'a[01]', 'a[-1]', 'a[=x]', 'a[x=]', 'a[x]', '[0]', 'a[0]b', 'a[99999]', 'a=b'])(
  'is no path: %p',
  (path) => {
    expect(readPath(path)).toBeNull();
    expect(valuesAt({ a: 1 }, path)).toBeNull();
  },
);
