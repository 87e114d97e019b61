/**
 * The message with a code of the second step. `{site}`, `{code}`, `{minutes}` and `{facts}` are filled in. The code is not
 * in the subject, which shows on locked screens.
 */
export const sentCodeMail = {
  subject: 'Your code to confirm your sign-in at {site}',
  text: [
    'Your code is {code}',
    '',
    'Enter it on the page on which you asked for it. It counts once, for {minutes} minutes, and in that browser only.',
    '',
    '{facts}',
    '',
    'Never pass this code on, and enter it nowhere else. Nobody from {site} will ever ask you for it.',
    '',
    'If you are not signing in right now, somebody else has signed in at your company as you: change your password there, and tell the people who run {site}.',
    '',
  ].join('\n'),
} as const;
