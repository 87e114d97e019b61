/** Stands only where no customer may read; no answer of the guard ever holds it. */
export const secretWord = 'classified';

/** Words of titles and descriptions, alike enough for a search to mix up. */
export const searchedWords = ['printer', 'print', 'alphorn', 'alphabet', 'invoice'] as const;

/** The account that the broker calls Jira with. */
export const service = { accountId: '70121:portal-service', email: 'portal-service@acme.example', token: 'portal-service-token' };
