/** A message of plain text to one address. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends messages, where the operator has set that up. */
export interface Mailer {
  /**
   * Hands a message over and returns at once: whoever waits could tell by the time whether there was one. It never throws;
   * what could not be sent is in the log.
   */
  deliver(mail: Mail): void;
  /** Null when the mail server would take messages; else why not, in a word of the log. */
  problem(): Promise<string | null>;
  /** Waits for what is being sent, then lets go. */
  close(): Promise<void>;
}
