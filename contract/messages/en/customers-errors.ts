import type { customersErrors } from '#contract/errors/customers';
import type { WordsFor } from '#contract/errors/kinds';

export const customersErrorWords: WordsFor<typeof customersErrors> = {
  customer_email_missing: {
    title: 'Your company did not send your e-mail address',
    text: 'The first time you sign in, your e-mail address is needed to find or make your account here.',
    action: 'Ask your own company to release your e-mail address to this help centre, then sign in again.',
  },
  customer_email_unusable: {
    title: 'Your e-mail address cannot be used here',
    text: 'The address that your company sent has an unusual form, so no account can be matched with it safely.',
    action: 'Ask your own company which address it sends for you, then sign in again.',
  },
  customer_email_unverified: {
    title: 'Your e-mail address is not confirmed',
    text: 'Your company did not say that the address is really yours, so no account can be matched with it.',
    action: 'Confirm your e-mail address at your own company, then sign in again.',
  },
  customer_email_domain_refused: {
    title: 'This way of signing in is not for your e-mail address',
    text: 'The company sign-in that you used may not speak for the domain of your address.',
    action: 'Start again and choose your own company. If it is not listed, ask the company whose help centre this is.',
  },
  customer_ambiguous: {
    title: 'There is more than one account for you',
    text: 'Several accounts in Jira have your e-mail address, and nobody should guess which one is meant.',
    action: 'Ask the company whose help centre this is to leave only one of them, and give them the support code below.',
  },
  customer_inactive: {
    title: 'Your account has been switched off',
    text: 'You have an account in this help centre, but it is not active.',
    action: 'Ask the company whose help centre this is, and give them the support code below.',
  },
  customer_is_staff: {
    title: 'This sign-in is for customers',
    text: 'Your e-mail address belongs to an account that works in Jira itself, so it is not opened from here.',
    action: 'Sign in to Jira directly instead.',
  },
  customer_unsuitable: {
    title: 'Your account cannot be used here',
    text: 'The account in Jira with your e-mail address is not one of a customer.',
    action: 'Ask the company whose help centre this is, and give them the support code below.',
  },
  customer_unidentifiable: {
    title: 'Your account could not be identified',
    text: 'Jira says that an account with your e-mail address exists, but does not show which one.',
    action: 'Ask the company whose help centre this is, and give them the support code below.',
  },
  organization_user_missing: {
    title: 'You have no account there',
    text: 'Nobody of the Atlassian organization has your e-mail address, as your company tells it.',
    action: 'Ask whoever runs Jira at your organization for an account, and give them the support code below.',
  },
  customer_gone: {
    title: 'Your account no longer exists',
    text: 'The account that you used to sign in with has been removed from Jira.',
    action: 'Ask the company whose help centre this is to link you again, and give them the support code below.',
  },
  account_address_differs: {
    title: 'Your e-mail address is not that of your account',
    text: 'The application knows people by their address, and the one that your company sends for you is not the one that your account has in Jira.',
    action: 'Ask the company whose help centre this is to compare the two addresses, and give them the support code below.',
  },
  account_already_linked: {
    title: 'Your account is linked to another sign-in',
    text: 'Somebody has signed in to this account in another way before, so it is not opened by this one.',
    action: 'Sign in the way you did before, or ask the company whose help centre this is to link you again.',
  },
};
