import type { WordsFor } from '#contract/errors/kinds';
import type { tokensErrors } from '#contract/errors/tokens';

export const tokensErrorWords: WordsFor<typeof tokensErrors> = {
  token_wrong: {
    title: 'The number and the codes do not fit',
    text: 'No token with this number shows these two codes, one after the other.',
    action:
      'Compare the number with the back of the token. Enter one code, wait for the next or press the button again, and enter that one too.',
  },
  token_next_code: {
    title: 'Enter the next code as well',
    text: 'Your token has counted on, or its clock runs differently. The next code shows that it is the right one.',
    action: 'Wait for the next code of the token, or press its button again, and enter that one.',
  },
  token_taken: {
    title: 'This token belongs to somebody else',
    text: 'It is registered for another person, or for you already.',
    action: 'Look at the number on its back. If it is yours, ask your help desk to free it.',
  },
  token_unknown: {
    title: 'There is no such token',
    text: 'The pool of this tenant holds no token with this number.',
    action: 'List the tokens and compare the number.',
  },
  token_in_use: {
    title: 'This token is in use',
    text: 'It is the second factor of a person, who could not use it any more.',
    action: 'Remove it from that person first, or say that it is to be taken away from them.',
  },
  yubikey_wrong: {
    title: 'That is not a code of your YubiKey',
    text: 'The code is not one of a key that you registered, or it was cut short.',
    action: 'Empty the field, put the cursor into it and touch your key once. It finishes the line by itself.',
  },
  yubikey_used: {
    title: 'That code was used already',
    text: 'Each code of a YubiKey works once.',
    action: 'Empty the field and touch your key again.',
  },
  yubikey_taken: {
    title: 'This YubiKey is registered already',
    text: 'It belongs to somebody else here, or to you already. A key stands for one person.',
    action: 'Use another key. If this one is yours alone, ask your help desk to free it.',
  },
  yubikey_not_checked: {
    title: 'Codes of YubiKeys cannot be checked right now',
    text: 'The service that checks them did not answer. Your code was not judged.',
    action: 'Use another way, or touch the key again in a minute.',
  },
  temporary_pass_wrong: {
    title: 'That pass is not right',
    text: 'It was mistyped, used already, is over, or was issued to somebody else.',
    action: 'Compare it with what you were given. If it does not work, ask for a new one.',
  },
  temporary_pass_for_oneself: {
    title: 'Nobody issues a pass to themselves',
    text: 'This person is you: their customer account is yours.',
    action: 'Ask another administrator.',
  },
  temporary_pass_reason: {
    title: 'A reason is missing',
    text: 'A pass stands in for a second factor, so it is kept with the reason for it.',
    action: 'Say in a few words why this person needs it, and give it 60 minutes at most.',
  },
};
