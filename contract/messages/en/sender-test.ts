/** Words of the test messages that operators and administrators have sent to themselves. */
export const senderTestTexts = {
  subject: 'Gatehouse: test',
  message: 'This is a test of Gatehouse. Nobody has to do anything.',
  phone: {
    'not-a-number': 'This is no telephone number of any country. Write it with its calling code, such as +47 406 12 345.',
    country: 'This number is not of a country that messages go to.',
    kind: 'This is no mobile number; it gets no messages.',
  },
  address: 'This is no e-mail address.',
  missing: {
    mail: 'This broker sends no e-mail. Whoever runs it has to set SMTP_URL and MAIL_FROM, or MAIL_VIA.',
    sms: 'This broker sends no SMS. Whoever runs it has to set SMS_VIA.',
    otp: 'This broker cannot validate codes of YubiKeys. Whoever runs it has to set YUBICO_CLIENT_ID and YUBICO_SECRET_KEY.',
  },
  limit:
    'A limit for text messages is reached. Tests count like numbers that people set up: three an hour to one number, five an hour and ten a day at a site, and among the messages of the day.',
  tooMany: 'Enough test messages were sent: there are ten in an hour, and twenty in a day. Try again later.',
} as const;
