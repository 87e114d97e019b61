import type { WordsFor } from '#contract/errors/kinds';
import type { sentCodeErrors } from '#contract/errors/sent-codes';

export const sentCodeErrorWords: WordsFor<typeof sentCodeErrors> = {
  sent_code_wrong: {
    title: 'That code is not right',
    text: 'Enter the code of the newest message.',
    action: 'If you asked for several codes, only the newest one counts, and only in the browser that asked for it.',
  },
  sent_code_used: {
    title: 'That code was used already',
    text: 'Each code works once.',
    action: 'Ask for another code.',
  },
  sent_code_malformed: {
    title: 'That does not look like the code',
    text: 'A code by text message has digits alone; one by e-mail has 8 letters and digits. Blanks and hyphens do not matter.',
    action: 'Enter the code as it stands in the message.',
  },
  sent_code_gone: {
    title: 'That code does not count any more',
    text: 'It is too old, or another one was sent instead.',
    action: 'Ask for another code.',
  },
  sent_code_not_sent: {
    title: 'The code could not be sent',
    text: 'No message is on its way to you.',
    action: 'Use another way, or try again in a few minutes. If it goes on, ask the people who run this site.',
  },
  sent_code_too_soon: {
    title: 'A code was asked for a moment ago',
    text: 'The next one can be asked for a little later: after half a minute at first, then after one and two minutes.',
    action: 'Wait for the message. If none comes, ask again a little later, or use another way.',
  },
  sent_code_too_many: {
    title: 'Too many codes were asked for',
    text: 'You get five codes an hour and ten a day at most.',
    action: 'Use another way, or the newest code that you have.',
  },
  phone_number_malformed: {
    title: 'That is not a telephone number',
    text: 'Enter one number with the calling code of the country, for example +44 7400 123456.',
    action: 'Compare it with your telephone and correct it.',
  },
  phone_number_country: {
    title: 'No messages go to this country',
    text: 'The number belongs to a country that this site sends no text messages to.',
    action: 'Enter a number of one of the countries named, or choose another way.',
  },
  phone_number_kind: {
    title: 'That number gets no messages',
    text: 'Codes are sent to mobile numbers only.',
    action: 'Enter the number of a mobile phone, or choose another way.',
  },
  phone_number_known: {
    title: 'This number is set up already',
    text: 'Codes are sent to it at your request.',
    action: 'Enter another number, or choose another way.',
  },
};
