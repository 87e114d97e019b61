/** Words that every page has. */
export const pageTexts = {
  skip: 'Skip to content',
  mainNavigation: 'Main',
  yourMenu: 'Your account',
  signOut: 'Sign out',
  breadcrumbs: 'Where you are',
  required: '(required)',
  steps: 'Steps',
  whomToAsk: 'Whom to ask:',
  supportCode: 'Support code:',
} as const;
