import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attributedComment, bylineOf } from '../../../../broker/portal/guard/attribution.ts';

test('says who wrote it before what was written', () => {
  expect(attributedComment('Ada Adams', 'Hello\nworld')).toBe('_Ada Adams (via portal):_\n\nHello\nworld');
});

test('a name brings no markup and no line of its own', () => {
  expect(attributedComment('_x_ {color:red}\n[~accountid:1]|http://evil', 'y')).toBe(
    '_x color red accountid 1 http evil (via portal):_\n\ny',
  );
  expect(attributedComment('***', 'y')).toBe('_Customer (via portal):_\n\ny');
});

test('the service account mentions nobody', () => {
  expect(attributedComment('Ada', 'Hi [~accountid:5b10]')).toContain('\\[~accountid');
});

test.each([['\\[~accountid:5b10]'], ['\\\\[~accountid:5b10]'], ['\\\\\\[~accountid:5b10]'], ['x\\[~accountid:5b10]\\\\[~accountid:5b11]']])(
  'nor with backslashes in front, which would escape the escape: %s',
  (text) => {
    const { length } = text.match(/\[~/g) ?? [];
    const sent = attributedComment('Ada', text);
    expect(sent.match(/(?<!\\)\\\[~accountid/g)).toHaveLength(length ?? 0);
    expect(sent).not.toContain('\\\\[~');
  },
);

test('is taken apart again into who and what', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, text) => {
      const read = bylineOf(attributedComment(name, text));
      expect(read.byline).not.toBeNull();
      expect(read.text).toBe(
        text
          .trim()
          .replaceAll('\r\n', '\n')
          .replaceAll(/\\*\[~/g, '[~'),
      );
    }),
  );
});

test('leaves comments of others as they are', () => {
  expect(bylineOf('Hello (via portal):')).toEqual({ byline: null, text: 'Hello (via portal):' });
});
