import type { WordsFor } from '#contract/errors/kinds';
import type { phoneErrors } from '#contract/errors/phone';

export const phoneErrorWords: WordsFor<typeof phoneErrors> = {
  request_unanswered: {
    title: 'Not answered yet',
    text: 'The request on your phone is still open.',
    action: 'Open it on your phone and enter the number there, then go on here.',
  },
  request_denied: {
    title: 'Denied on your phone',
    text: 'The request was answered with no.',
    action: 'If that was a slip, ask for another request, or use another way.',
  },
  request_over: {
    title: 'The request is over',
    text: 'Its time was up, a newer one took its place, or the number was wrong three times.',
    action: 'Ask for another request, or use another way.',
  },
  request_too_often: {
    title: 'No more requests for now',
    text: 'Several requests to your phone led nowhere, so no more are sent for now.',
    action: 'Use another way of confirming that it is you, or wait ten minutes. After five requests in a row only another way helps.',
  },
  requests_stopped: {
    title: 'Requests to your phone are stopped',
    text: 'Somebody said on your phone that a sign-in was not theirs. For a day no requests are sent to it.',
    action: 'Use another way of confirming that it is you. If you have none, ask your help desk.',
  },
  login_disowned: {
    title: 'This sign-in was stopped',
    text: 'Somebody said on the phone of this account that a sign-in was not theirs. That ended every sign-in that was under way.',
    action: 'If it is your account, change your password at your company and start again. Tell your help desk about it.',
  },
  request_number_wrong: {
    title: 'That number is not right',
    text: 'It is not the number that the sign-in page shows.',
    action: 'Look at the sign-in page and enter the six digits that stand there now. After three wrong numbers the request ends.',
  },
  request_number_malformed: {
    title: 'That is not a number of six digits',
    text: 'The sign-in page shows six digits.',
    action: 'Enter all six.',
  },
  pairing_unanswered: {
    title: 'The phone has not answered yet',
    text: 'Your phone has not sent its key.',
    action: 'Scan the picture with your phone, or enter the code there, and follow what it says.',
  },
  pairing_unknown: {
    title: 'That code does not count',
    text: 'It is mistyped, was used already, or is older than ten minutes.',
    action: 'Compare it with the code on your computer. If it is the same, start again there to get a new one.',
  },
  pairing_malformed: {
    title: 'That does not look like a code',
    text: 'The code on your computer has eight letters and digits.',
    action: 'Enter it as it is shown there.',
  },
  phone_unknown: {
    title: 'This phone was removed',
    text: 'This phone does not belong to your account any more.',
    action: 'Pair it again on your computer if you want to go on using it.',
  },
  phone_not_believed: {
    title: 'The answer could not be read',
    text: 'What your phone sent could not be proven to come from it.',
    action: 'Close this page, open it again and try once more. If that does not help, pair the phone again.',
  },
  phone_clock: {
    title: 'The clock of your phone is wrong',
    text: 'It differs from ours by more than five minutes.',
    action: 'Set the clock of your phone to automatic and try again.',
  },
};
