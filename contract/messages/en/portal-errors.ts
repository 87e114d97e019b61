import type { WordsFor } from '#contract/errors/kinds';
import type { portalErrors } from '#contract/errors/portal';

export const portalErrorWords: WordsFor<typeof portalErrors> = {
  portal_not_found: {
    title: 'This page does not exist',
    text: 'It does not exist, or it is not shared with you.',
    action:
      'Check the link, or go to the help centre and look for it from there. If you think you should see it, ask whoever sent you the link.',
  },
  portal_form_foreign: {
    title: 'This form was not sent from here',
    text: 'The form came from another site, so it was not used. Nothing was changed.',
    action: 'Open the page from the help centre and send the form from there.',
  },
  portal_field_unsupported: {
    title: 'This request cannot be raised here yet',
    text: 'The form needs a kind of field that this help centre cannot show yet.',
    action: 'Choose another kind of request, or ask the company whose help centre this is.',
  },
  portal_fields_missing: {
    title: 'Requests cannot be listed right now',
    text: 'Jira did not name the fields that are needed to find your requests.',
    action: 'Try again later. If it lasts, give the support code below to the company whose help centre this is.',
  },
  portal_sign_in_unmatched: {
    title: 'This sign-in was not started here',
    text: 'The answer does not belong to a sign-in that this browser has under way. It may be too old, or it may have been started elsewhere.',
    action: 'Start again from the help centre, in this browser. If you did not try to sign in, close this page.',
  },
  portal_sign_in_unproven: {
    title: 'The sign-in could not be verified',
    text: 'The answer of the sign-in page did not pass every check, so nobody was signed in.',
    action: 'Start again from the help centre. If it happens again, give the support code below to your help desk.',
  },
  portal_sign_in_refused: {
    title: 'You were not signed in',
    text: 'The sign-in was ended or refused before it was finished.',
    action: 'Start again from the help centre, or ask for help with the support code below.',
  },
  portal_sign_in_used: {
    title: 'This sign-in was used already',
    text: 'The answer of a sign-in page works once.',
    action: 'Open the help centre. If you are asked to sign in, start again from there.',
  },
};
