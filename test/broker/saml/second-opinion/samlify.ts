/** samlify as these tests use it: told to complain about whatever its parser notices. */
import { DOMParser } from '@xmldom/xmldom';
import * as samlify from 'samlify';

export const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
export const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
export const clockSkewMs = 60_000;

/** Sets what samlify keeps for the whole process. Any function would do for its check of the schema. */
export function strictSamlify(): typeof samlify {
  const errorHandler = { warning: complain, error: complain, fatalError: complain };
  samlify.setDOMParserOptions({ errorHandler });
  samlify.setSchemaValidator({
    validate: async (xml: string) => {
      new DOMParser({ errorHandler }).parseFromString(xml, 'text/xml');
      return 'well-formed';
    },
  });
  return samlify;
}

function complain(message: string): never {
  throw new Error(message);
}
