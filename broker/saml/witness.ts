import type { SignInCheckName } from '#contract/rpc/sign-in-test';
import type { XmlElement } from './xml/node.ts';

/**
 * Is told what a Response is found to be while it is judged: for tests of a connection and for traces. It answers nothing
 * and the judgement never goes by it; what is wrong inside ciphertext that nobody vouched for is not told to it either.
 */
export interface Witness {
  /** This check was passed. */
  passed(check: SignInCheckName): void;
  /** A value of the message, as it stands there: proven only if the checks up to it were passed. */
  found(name: 'issuer-found' | 'audience-found' | 'destination-found' | 'provider-answer' | 'signature-algorithm', value: string): void;
  /** When the message says that it was made; epoch ms. */
  dated(instant: number): void;
  /** A document as it was read: the message, or the assertion that was encrypted in it. */
  document(kind: 'saml-response' | 'saml-assertion', root: XmlElement): void;
}
