import type { WordsFor } from '#contract/errors/kinds';
import type { securityPageErrors } from '#contract/errors/security-page';

export const securityPageErrorWords: WordsFor<typeof securityPageErrors> = {
  security_confirm_needed: {
    title: 'Confirm that it is you',
    text: 'Your second steps can only be changed within five minutes of using one of them. Nothing was changed.',
    action: 'Use one of your second steps once more, then try again.',
  },
  security_factor_too_new: {
    title: 'What you confirmed with is too new for that',
    text: 'A second step that was added less than 24 hours ago cannot be used to remove older ones or to replace recovery codes. Nothing was changed.',
    action:
      'Sign out, confirm with an older one and try again, or wait until a day has passed. If you have none of the older ones any more, the people who run this site can reset your second steps.',
  },
  security_item_gone: {
    title: 'This is not there any more',
    text: 'It was removed, or has ended. Nothing was changed.',
    action: 'Go back to your security page and look at what is there now.',
  },
  security_form_stale: {
    title: 'This page is out of date',
    text: 'You have signed in again since it was opened, or it came from another site. Nothing was changed.',
    action: 'Go back to your security page and try again.',
  },
  security_set_up_over: {
    title: 'This set-up is over',
    text: 'It was finished, took longer than ten minutes, or belongs to another sign-in. Nothing was changed.',
    action: 'Go back to your security page and begin again.',
  },
  security_method_closed: {
    title: 'This cannot be set up here',
    text: 'The people who run this site do not offer it, or not any more.',
    action: 'Go back to your security page and choose another way.',
  },
};
