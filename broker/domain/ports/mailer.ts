/** A message of plain text to one address. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Why a message was not taken. `not-allowed`: the operator's account or settings. Never for the person who waits for it. */
export type MailRefusal = 'invalid-address' | 'rejected' | 'throttled' | 'not-allowed' | 'unavailable';

/** `sent` means taken over: whether it arrives is not known. */
export type MailOutcome = { readonly sent: true } | { readonly sent: false; readonly because: MailRefusal };

/** Sends messages, where the operator has set that up. */
export interface Mailer {
  /**
   * Hands a message over and returns at once: whoever waits could tell by the time whether there was one. It never throws;
   * what could not be sent is in the log.
   */
  deliver(mail: Mail): void;
  /**
   * Sends a message and waits for what the service says, for people who are known and may be told that it does not work
   * now. It never throws; what could not be sent is in the log too.
   */
  send(mail: Mail): Promise<MailOutcome>;
  /** Null when the mail server would take messages; else why not, in a word of the log. */
  problem(): Promise<string | null>;
  /** Waits for what is being sent, then lets go. */
  close(): Promise<void>;
}
