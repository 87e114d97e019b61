import type { emailCodeErrors } from '#contract/errors/email-code';
import type { WordsFor } from '#contract/errors/kinds';

export const emailCodeErrorWords: WordsFor<typeof emailCodeErrors> = {
  email_code_address: {
    title: 'This is no e-mail address',
    text: 'Enter one e-mail address, such as ada@example.com.',
    action: 'Look for blanks and special characters.',
  },
  email_code_wrong: {
    title: 'The code does not fit',
    text: 'Enter the code of the last message that we sent to your address.',
    action: 'If you asked for several codes, only the newest one counts.',
  },
  email_code_expired: {
    title: 'The code is too old',
    text: 'A code counts for ten minutes. Ask for another one.',
    action: 'Ask for another code.',
  },
  email_code_exhausted: {
    title: 'Too many wrong codes',
    text: 'This sign-in was ended because the code was entered wrongly too many times.',
    action: 'Start again from the help centre. If you did not ask for a code yourself, you need do nothing.',
  },
  email_code_outgrown: {
    title: 'This code does not count any more',
    text: 'Many wrong codes were entered for your address, so codes for it are longer now. Ask for another one.',
    action: 'Ask for another code.',
  },
  email_code_paused: {
    title: 'Too many wrong codes',
    text: 'From your network, too many wrong codes were entered for this address. None is sent or taken here for a while.',
    action:
      'Try again in a quarter of an hour, or from another network, such as that of a phone. Each further wrong code doubles the wait.',
  },
  email_code_too_many: {
    title: 'Too many codes were asked for',
    text: 'No more codes are sent for a while.',
    action: 'Use the newest code that you have, or start again from the help centre in an hour.',
  },
};
