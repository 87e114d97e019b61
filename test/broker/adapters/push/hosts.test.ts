import { describe, expect, test } from '@jest/globals';
import { isPushAddress } from '../../../../broker/adapters/push/hosts.ts';

describe('is called:', () => {
  test.each([
    'https://fcm.googleapis.com/fcm/send/abc:APA91b',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://wns2-db5p.notify.windows.com/w/?token=abc',
    'https://push.corp.example/x',
  ])('%s', (endpoint) => {
    expect(isPushAddress(endpoint, ['https://push.corp.example'])).toBe(true);
  });
});

describe('is never called:', () => {
  test.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/fcm/send/abc',
    'https://user@fcm.googleapis.com/x',
    'https://fcm.googleapis.com/x#y',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evil-fcm.googleapis.com/x',
    'https://storage.googleapis.com/x',
    'https://evilpush.apple.com/x',
    'https://push.services.mozilla.com.evil.example/x',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/x',
    'https://push.corp.example:444/x',
    'https://evil.example/?https://push.corp.example',
    `https://fcm.googleapis.com/${'a'.repeat(2000)}`,
    'file:///etc/passwd',
    '',
  ])('%s', (endpoint) => {
    expect(isPushAddress(endpoint, ['https://push.corp.example'])).toBe(false);
  });
});
