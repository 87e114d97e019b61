import { expect, test } from '@jest/globals';
import { renderToString } from 'preact-render-to-string';
import { methodTexts } from '#contract/messages/en/second-factor';
import { PhonePrompt } from '../../../broker/http/views/second-factor/phone.tsx';

test('a phone is called as its owner called it, signs that a replacement would read included', () => {
  const page = { page: 'phone', number: '123456', device: "$& and $' of Ada", until: null } as const;
  const html = renderToString(<PhonePrompt page={page} words={methodTexts.push.use} formToken="token" wrong={null} />);
  expect(html).toContain("($&amp; and $' of Ada)");
});
