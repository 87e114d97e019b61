import { describe, expect, test } from '@jest/globals';
import { codeIn, createOutbox } from '../../../sandbox/messages/outbox.ts';

describe('the code of a message', () => {
  test.each([
    ['123456 is your code.\n\n@help.example #123456', '123456'],
    ['Your code is 123456\n\nEnter it before 2026.', '123456'],
    ['Your code is ABCD-1234.', 'ABCD-1234'],
    ['Your code is: 7K3M9QRT', '7K3M9QRT'],
    ['Somebody signed in at 12:00 on 21 November 2026.', null],
    ['{"challenge":"abc"}', null],
  ])('%j', (text, code) => {
    expect(codeIn(text)).toBe(code);
  });
});

test('the newest is first, and not more than 200 are kept', () => {
  let now = 0;
  const outbox = createOutbox(() => ++now);
  for (let each = 0; each < 210; each += 1) outbox.add('sms', { to: String(each), subject: null, text: '' });
  expect([outbox.list().length, outbox.list()[0]?.to, outbox.list().at(-1)?.to]).toEqual([200, '209', '10']);
  outbox.clear();
  expect(outbox.list()).toEqual([]);
});
