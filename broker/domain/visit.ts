/** From where a request came, as far as that is known. Shown to the person, counted by limits, looked at by rules; proves nothing. */
export interface Visit {
  /** IP address of the browser. */
  readonly address: string;
  /** The network of it that limits count by. */
  readonly network: string;
  /** What the browser calls itself, at most 300 characters; null where it does not say. */
  readonly agent: string | null;
}
