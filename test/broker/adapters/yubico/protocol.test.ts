import { expect, test } from '@jest/globals';
import { queryOf } from '../../../../broker/adapters/yubico/protocol.ts';

test("the example of Yubico's own description is signed as it says", () => {
  const question = { clientId: '1', otp: 'vvungrrdhvtklknvrtvuvbbkeidikkvgglrvdgrfcdft', nonce: 'jrFwbaYFhn0HoxZIsd9LQ6w2ceU' };
  const query = new URLSearchParams(queryOf(question, Buffer.from('mG5be6ZJU1qBGz24yPh/ESM3UdU=', 'base64')));
  expect(query.get('h')).toBe('+ja8S3IjbX593/LAgTBixwPNGX4=');
  expect([query.get('id'), query.get('otp'), query.get('nonce'), query.size]).toEqual(['1', question.otp, question.nonce, 4]);
});
