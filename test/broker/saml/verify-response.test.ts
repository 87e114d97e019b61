import { describe, expect, test } from '@jest/globals';
import { deliver } from '../../support/saml/attack.ts';
import { pieces, responseXml, swap } from '../../support/saml/response.ts';
import { signAssertion, signResponse } from '../../support/saml/sign.ts';

const inContext = (content: string) => swap(pieces.statements, '</saml:AuthnContext>', `${content}</saml:AuthnContext>`);
const inStatus = (content: string) => swap(pieces.status, '</samlp:Status>', `${content}</samlp:Status>`);

/** Found by the fuzzer: an attribute inside the words of a status. */
describe('text that nobody asks for', () => {
  test.each([
    ['the words of a status', (text: string) => ({ status: inStatus(`<samlp:StatusMessage>${text}</samlp:StatusMessage>`) })],
    [
      'the address of a declaration',
      (text: string) => ({ statements: inContext(`<saml:AuthnContextDeclRef>${text}</saml:AuthnContextDeclRef>`) }),
    ],
    ['an authority', (text: string) => ({ statements: inContext(`<saml:AuthenticatingAuthority>${text}</saml:AuthenticatingAuthority>`) })],
  ])('may be text, and nothing else: %s', (_what, differences) => {
    const sign = (text: string) => signResponse(signAssertion(responseXml(differences(text))));
    expect(deliver({ xml: sign('fine') })).toMatchObject({ ok: true, assertion: { nameId: { value: 'alice' } } });
    expect(deliver({ xml: sign('fine<saml:Attribute Name="x"/>') })).toMatchObject({ ok: false, code: 'saml_value_not_text' });
  });
});
