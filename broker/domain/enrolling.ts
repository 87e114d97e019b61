/**
 * `first`: the person has shown no factor, so there must not be one, however old the page of the set-up is: who knows no more
 * than a company password must not add to what others have. `further`: one of theirs was shown moments ago.
 */
export type Enrolling = 'first' | 'further';
