import { expect, test } from '@jest/globals';
import { createDeliveries } from '../../../../broker/adapters/mail/deliveries.ts';
import { createRecordedLog } from '../../../support/recorded-log.ts';

const mail = { to: 'ada@borealis.example', subject: 'Your code', text: 'Your code is 123456\n' };

test('a service that does not keep up gets no endless queue', async () => {
  const log = createRecordedLog();
  let answer: () => void = () => undefined;
  const slow = new Promise<void>((done) => {
    answer = done;
  });
  let begun = 0;
  const { deliver, send, settled } = createDeliveries({
    log,
    async attempt() {
      begun += 1;
      await slow;
      return { sent: true };
    },
  });
  for (let each = 0; each < 200; each += 1) deliver(mail);
  expect(await send(mail)).toEqual({ sent: false, because: 'throttled' });
  expect(log.lines).toEqual([{ level: 'error', event: 'mail-not-sent', fields: { because: 'mail.too-many' } }]);
  answer();
  await settled();
  expect(begun).toBe(200);
  expect(await send(mail)).toEqual({ sent: true });
});
