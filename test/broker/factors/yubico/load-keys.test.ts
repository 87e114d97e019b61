import { expect, test } from '@jest/globals';
import { AppError } from '../../../../broker/domain/app-error.ts';
import { loadKeys } from '../../../../broker/factors/yubico/load-keys.ts';

const line = (publicId: string) => `1,${publicId},8792ebfe26cc,ecde18dbe76fbd0c33330f1c354871db,000000000000,2026-01-01T00:00:00,`;

test('keys of several files are found by their public id', () => {
  const keys = loadKeys([
    { path: 'a.csv', text: line('cccccccccccb') },
    { path: 'b.csv', text: `# a comment\n${line('cccccccccccd')}\n` },
  ]);
  expect([...keys.keys()]).toEqual(['cccccccccccb', 'cccccccccccd']);
});

test.each([
  ['a line that cannot be used', [{ path: 'a.csv', text: 'nonsense' }], 'a.csv, line 1, cannot be used (columns).'],
  [
    'a key that another file has',
    [
      { path: 'a.csv', text: line('cccccccccccb') },
      { path: 'b.csv', text: line('cccccccccccb') },
    ],
    'b.csv has 1 keys that another file has too.',
  ],
])('%s is told at the start, without its secret', (_, files, message) => {
  let problems: AppError['problems'] = [];
  try {
    loadKeys(files);
  } catch (error) {
    if (error instanceof AppError) problems = error.problems;
  }
  expect(problems).toEqual([{ path: '/YUBICO_KEY_FILES', message }]);
});
