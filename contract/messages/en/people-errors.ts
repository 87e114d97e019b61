import type { WordsFor } from '#contract/errors/kinds';
import type { peopleErrors } from '#contract/errors/people';

export const peopleErrorWords: WordsFor<typeof peopleErrors> = {
  person_unknown: {
    title: 'This person is not here any more',
    text: 'Nothing is kept of them under this entry: somebody else may have removed it.',
    action: 'Go back to the list and search for the whole e-mail address.',
  },
  person_address_invalid: {
    title: 'This is no e-mail address that can be used',
    text: 'An address has one @, a name before it and a domain behind it, without spaces, quotes or letters with accents before the @.',
    action: 'Enter the address exactly as the person’s company sends it.',
  },
  person_until_invalid: {
    title: 'The last day of the exemption does not fit',
    text: 'An exemption needs a last day. It must not be over, and must be within a year.',
    action: 'Choose a day from today on, within the next 366 days.',
  },
  person_reason_missing: {
    title: 'A reason is missing',
    text: 'Whoever looks at this person later wants to know why it was done.',
    action: 'Enter a few words, such as the number of the request.',
  },
  person_is_self: {
    title: 'Nobody does this for themselves',
    text: 'An exemption, a reset or a pass for your own sign-in would make your second factor worth as much as your password.',
    action: 'Ask another Jira administrator to do it.',
  },
  person_self_unknown: {
    title: 'Gatehouse cannot tell whether this is you',
    text: 'Neither an e-mail address nor a Jira account is known of this person, or Jira does not show your own address, so it might be your own sign-in.',
    action: 'Add the person by their e-mail address and let them sign in once more, or use "gatehouse people" on the broker’s machine.',
  },
  person_never_signed_in: {
    title: 'This person has not signed in yet',
    text: 'Gatehouse knows who somebody is from their first sign-in on, so there is nothing to reset, to end or to give a pass for.',
    action: 'Ask the person to sign in once. What you set for them counts from their first sign-in on.',
  },
  person_pass_off: {
    title: 'Temporary passes are switched off',
    text: 'The settings of the second factor do not allow them.',
    action: 'Switch them on under Second factor, Methods, or reset the person’s second factors instead.',
  },
};
