import type { SignInCheckName } from '#contract/rpc/sign-in-test';
import type { AssertionParts } from './assertion/read-assertion.ts';
import { ns } from './names.ts';
import type { XmlElement } from './xml/node.ts';
import { attributeOf, isElement } from './xml/walk.ts';

/**
 * Is told what a Response is found to be while it is judged: for tests of a connection and for traces. It answers nothing
 * and the judgement never goes by it; what is wrong inside ciphertext that nobody vouched for is not told to it either.
 */
export interface Witness {
  /** This check was passed. */
  passed(check: SignInCheckName): void;
  /** A value of the message, as it stands there: proven only if the checks up to it were passed. */
  found(name: 'issuer-found' | 'audience-found' | 'destination-found' | 'name-id-format', value: string): void;
  /** When the signed part says that it was made; epoch ms. */
  dated(instant: number): void;
  /** A document as it was read: the message, or the assertion that was encrypted in it. */
  document(kind: 'saml-response' | 'saml-assertion', root: XmlElement): void;
}

/** What a witness is told at two points of the judgement. */
export const witnessed = {
  /** The assertion is covered by a good signature, and decrypted where it had to be. */
  proof(witness: Witness, assertion: XmlElement, wasEncrypted: boolean): void {
    if (wasEncrypted) {
      witness.passed('decryption');
      witness.document('saml-assertion', assertion);
    }
    witness.passed('signature');
  },

  /** It was read. */
  parts(witness: Witness, { issuer, issueInstant, confirmation, conditions, nameId }: AssertionParts): void {
    witness.found('issuer-found', issuer);
    witness.found('audience-found', conditions.audiences.flat().join(', '));
    witness.found('destination-found', confirmation.recipient);
    witness.found('name-id-format', nameId.format ?? '');
    witness.dated(issueInstant);
  },
};

/** What a message says of itself on the outside, for whoever looks why it was refused. Nothing is checked here. */
export function envelopeOf(root: XmlElement): Readonly<Record<'issuer' | 'destination' | 'issued', string | null>> {
  const issuer = root.childNodes.find((child) => child.nodeType === 1 && isElement(child, ns.saml, 'Issuer'));
  const text = issuer?.nodeType === 1 ? issuer.childNodes.map((child) => (child.nodeType === 3 ? child.data : '')).join('') : null;
  return { issuer: text, destination: attributeOf(root, 'Destination'), issued: attributeOf(root, 'IssueInstant') };
}
