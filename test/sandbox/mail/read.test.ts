import { describe, expect, test } from '@jest/globals';
import { readMail } from '../../../sandbox/mail/read.ts';

describe('a message as people see it:', () => {
  test.each([
    ['plain', 'Subject: Hello\r\n\r\nCode 1\r\n', 'Hello', 'Code 1'],
    ['folded', 'Subject: Hello\r\n you\r\nTo: a@b.example\r\n\r\nx', 'Hello you', 'x'],
    ['quoted', 'Content-Transfer-Encoding: quoted-printable\r\n\r\n=C3=A9t=C3=\r\n=A9', '', 'été'],
    ['base64', 'Content-Transfer-Encoding: base64\r\n\r\nw6l0w6k=\r\n', '', 'été'],
    ['encoded words', 'Subject: =?UTF-8?Q?Schl=C3=BCs?=\r\n =?UTF-8?B?c2Vs?=\r\n\r\n', 'Schlüssel', ''],
    ['no body', 'Subject: x', 'x', ''],
  ])('%s', (_, raw, subject, text) => {
    expect(readMail(raw)).toMatchObject({ subject, text });
  });
});
