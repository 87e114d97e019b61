import type { SamlErrorCode } from '#contract/errors/saml';

/** A message that is not accepted: the kind of check that said no, and which part of the message it looked at. */
export interface SamlRefusal {
  readonly ok: false;
  readonly code: SamlErrorCode;
  readonly because: string;
}

/** A failed check on its way out of this room; never leaves it. */
class Refused extends Error {
  readonly code: SamlErrorCode;

  constructor(code: SamlErrorCode, because: string) {
    super(because);
    this.code = code;
  }
}

/**
 * Ends the reading of a message. Inside this room a failed check throws, so that no caller can forget to look at its
 * result: a check that was called has passed. `answering` turns it into the value that everybody else sees.
 */
export function refuse(code: SamlErrorCode, because: string): never {
  throw new Refused(code, because);
}

/** Refuses unless `holds`. */
export function must(holds: boolean, code: SamlErrorCode, because: string): asserts holds {
  if (!holds) refuse(code, because);
}

/** Runs a reading and returns its answer or its refusal. Anything else thrown is a fault of ours and goes on. */
export function answering<Answer>(read: () => Answer): Answer | SamlRefusal {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code, because: error.message };
    throw error;
  }
}

/** Writes a message from values of our own. One that XML cannot carry is a fault of ours, so it is thrown as such. */
export function writing<Message>(write: () => Message): Message {
  try {
    return write();
  } catch (error) {
    if (error instanceof Refused) throw new TypeError(`a message that cannot be written: ${error.message}`);
    throw error;
  }
}
