/** Who has to act on an error, and so who may read its details: the person at the browser, the trusting application, a tenant's admin, the operator. */
type Audience = 'person' | 'party' | 'admin' | 'operator';

export interface ErrorKind {
  /** HTTP status of a page or a JSON answer that reports it. */
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 502 | 503 | 504;
  readonly audience: Audience;
}

/** Words for people: what happened, and what they can do about it. `{name}` marks a value that the page fills in. */
export interface ErrorWords {
  readonly title: string;
  readonly text: string;
  readonly action: string;
}

export type ErrorGroup = Readonly<Record<string, ErrorKind>>;
export type WordsFor<Group extends ErrorGroup> = Readonly<Record<keyof Group, ErrorWords>>;
