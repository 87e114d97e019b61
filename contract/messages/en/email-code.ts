/** The message with a code. `{site}`, `{name}`, `{code}` and `{wrong}` are filled in; the code is not in the subject, which shows on locked screens. */
export const emailCodeTexts = {
  subject: 'Your code to sign in at {site}',
  text: [
    'Your code is {code}',
    '',
    'Enter it on the page of {site} ("{name}") on which you asked for it. It counts once, for ten minutes, and in that browser only.',
    '',
    'Never pass this code on, and enter it nowhere else. Nobody from {site} will ever ask you for it.',
    '',
    'If you did not ask for a code, somebody else entered your address. They cannot sign in without it, and you need do nothing.{wrong}',
    '',
  ].join('\n'),
  /** Where `{wrong}` stands, if there were any. */
  wrong: {
    one: '\n\nOne wrong code was entered for your address since the last right one.',
    many: '\n\n{count} wrong codes were entered for your address since the last right one. If that was not you, somebody is guessing: tell the people who run {site}.',
  },
  checks: {
    ok: 'The mail server takes messages.',
    fails: 'The mail server does not take messages ({because}). Whoever runs the broker can look at SMTP_URL.',
  },
} as const;
