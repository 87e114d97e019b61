import { describeAttacks, edited, honest, twin } from '../../support/saml/attack.ts';

describeAttacks('saml.limits', [
  { name: 'a message above the limit', code: 'saml_message_too_large', attack: () => ({ xml: honest() + ' '.repeat(300 * 1024) }), twin },
  {
    name: 'a message above a limit of its own',
    code: 'saml_message_too_large',
    attack: () => ({ xml: honest(), expect: { maxDecodedBytes: 1000 } }),
    twin: () => ({ xml: honest(), expect: { maxDecodedBytes: 20_000 } }),
  },
  {
    name: 'elements nested too deep',
    code: 'saml_xml_too_complex',
    because: 'depth',
    attack: edited('<samlp:Status>', `${'<x>'.repeat(40)}${'</x>'.repeat(40)}<samlp:Status>`),
    twin,
  },
  {
    name: 'more elements than content',
    code: 'saml_xml_too_complex',
    because: 'elements',
    attack: edited('<samlp:Status>', `${'<x/>'.repeat(3000)}<samlp:Status>`),
    twin,
  },
  {
    name: 'more than six thousand elements',
    code: 'saml_xml_too_complex',
    because: 'elements',
    attack: edited('<samlp:Status>', `${'<saml:AttributeValue/>'.repeat(6001)}${' '.repeat(120_000)}<samlp:Status>`),
    twin,
  },
  {
    name: 'many different element names',
    code: 'saml_xml_too_complex',
    because: 'element names',
    attack: edited('<samlp:Status>', `${Array.from({ length: 60 }, (_, index) => `<n${index}></n${index}>`).join('')}<samlp:Status>`),
    twin,
  },
  {
    name: 'many attributes on one element',
    code: 'saml_xml_too_complex',
    because: 'attributes of one element',
    attack: edited('<samlp:StatusCode', `<samlp:StatusCode ${Array.from({ length: 40 }, (_, index) => `a${index}="" `).join('')}`),
    twin,
  },
  {
    name: 'many attributes in all',
    code: 'saml_xml_too_complex',
    because: 'attributes',
    attack: edited(
      '<samlp:Status>',
      `${`<x ${Array.from({ length: 30 }, (_, index) => `a${index}=""`).join(' ')}/>`.repeat(40)}<samlp:Status>`,
    ),
    twin,
  },
  {
    name: 'many namespaces',
    code: 'saml_xml_too_complex',
    because: 'namespaces',
    attack: edited(
      '<samlp:StatusCode',
      `<samlp:StatusCode ${Array.from({ length: 31 }, (_, index) => `xmlns:p${index}="urn:p"`).join(' ')}`,
    ),
    twin,
  },
  {
    name: 'a message a little above its limit',
    code: 'saml_message_too_large',
    attack: () => ({ xml: honest(), expect: { maxDecodedBytes: Buffer.byteLength(honest()) - 1 } }),
    twin: () => ({ xml: honest(), expect: { maxDecodedBytes: Buffer.byteLength(honest()) } }),
  },
]);
