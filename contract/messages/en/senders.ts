/**
 * Why a message or a question could not be sent, for administrators who try it out and for the operator. Nobody who signs in
 * reads these: they are told that it does not work now, and offered another way.
 */
export const senderTexts = {
  sms: {
    sent: 'Amazon SNS has taken the message. It should be on the phone within a minute.',
    'opted-out':
      'The owner of this number has answered STOP to a message and gets none any more. They can answer START, or use another number.',
    'invalid-number': 'Amazon SNS does not take this number. Check it, with its country code.',
    throttled: 'Amazon SNS takes no more messages at the moment. Try again in a minute; whoever runs the broker can ask AWS for more.',
    'not-allowed':
      'Amazon SNS does not let the broker send this. Whoever runs the broker can look at the credentials, the rights, the sandbox of SNS and the sender, which the log names.',
    unavailable: 'Amazon SNS cannot be reached, or has trouble of its own. Try again later.',
  },
  mail: {
    sent: 'The mail service has taken the message. Look for it in a minute, also among unwanted mail.',
    'invalid-address': 'The mail service does not take this address. Check it.',
    rejected:
      'The mail service has rejected the message. Whoever runs the broker can look at MAIL_FROM, whose domain the service has to allow.',
    throttled: 'The mail service takes no more messages at the moment. Try again in a minute.',
    'not-allowed':
      'The mail service does not let the broker send. Whoever runs the broker can look at its credentials and rights, which the log names.',
    unavailable: 'The mail service cannot be reached, or has trouble of its own. Try again later.',
  },
  push: {
    sent: 'The push service has taken the request. It should be on the phone within seconds.',
    gone: 'This phone gets no requests any more: the app was removed, or has to be opened once.',
    throttled: 'The push service takes no more requests for this phone at the moment. Open the app: it asks by itself.',
    'not-allowed': 'The push service does not take requests of this broker. Open the app: it asks by itself. The log says why.',
    unavailable: 'The push service cannot be reached. Open the app: it asks by itself.',
  },
  otp: {
    valid: 'The validation server knows this key, and its code was good.',
    bad: 'The validation server does not know this key, or this is no code of one. Touch it once more.',
    replayed: 'This code was used before. Touch the key once more.',
    'not-allowed': 'The validation server does not know the broker. Whoever runs it can look at YUBICO_CLIENT_ID and YUBICO_SECRET_KEY.',
    untrusted:
      'The answer of the validation server cannot be believed: its signature or its clock is wrong. Whoever runs the broker should look at it.',
    unavailable: 'No validation server can be reached. Try again later.',
  },
} as const;
