import { deflateRawSync, gzipSync } from 'node:zlib';
import { describeAttacks, edited, honest, twin } from '../../support/saml/attack.ts';
import { encode } from '../../support/saml/response.ts';

const declared = '<?xml version="1.0" encoding="UTF-8"?>';
const before = (text: string) => () => ({ xml: `${text}${honest()}` });
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part)))).toString('base64');
/** A signed message with raw bytes in the name of the person. */
const withRawBytes = (raw: readonly number[]) => () => {
  const [head = '', tail = ''] = honest().split('alice</saml:NameID>');
  return { encoded: bytes(head, raw, '</saml:NameID>', tail) };
};

describeAttacks('saml.encoding', [
  { name: 'nothing', code: 'saml_message_missing', attack: () => ({ encoded: '' }), twin },
  {
    name: 'what is not base64',
    code: 'saml_message_not_base64',
    attack: () => ({ encoded: `${encode(honest())}!` }),
    twin: () => ({ encoded: encode(honest()) }),
  },
  { name: 'base64 for addresses', code: 'saml_message_not_base64', attack: () => ({ encoded: 'PD94bWw-_w==' }), twin },
  {
    name: 'base64 without its padding',
    code: 'saml_message_not_base64',
    attack: () => ({ encoded: encode(`${declared}<a/>`).replaceAll('=', '').slice(0, -1) }),
    twin,
  },
  {
    name: 'spaces in base64',
    code: 'saml_message_not_base64',
    attack: () => ({ encoded: encode(honest()).replace(/^.{8}/, '$& ') }),
    twin: () => ({ encoded: encode(honest()).replaceAll(/.{76}/g, '$&\r\n') }),
  },
  {
    name: 'UTF-16',
    code: 'saml_message_not_utf8',
    attack: () => ({ encoded: Buffer.from(`\ufeff${honest()}`, 'utf16le').toString('base64') }),
    twin,
  },
  {
    name: 'UTF-16 without mark',
    code: 'saml_xml_character',
    attack: () => ({ encoded: Buffer.from(honest(), 'utf16le').toString('base64') }),
    twin,
  },
  { name: 'bytes that are no UTF-8', code: 'saml_message_not_utf8', attack: withRawBytes([0xe9]), twin },
  { name: 'overlong UTF-8', code: 'saml_message_not_utf8', attack: withRawBytes([0xc0, 0xbc]), twin },
  { name: 'half a surrogate pair', code: 'saml_message_not_utf8', attack: withRawBytes([0xed, 0xa0, 0x80]), twin },
  { name: 'a NUL byte', code: 'saml_xml_character', attack: withRawBytes([0x61, 0x00, 0x62]), twin },
  { name: 'a control character', code: 'saml_xml_character', attack: withRawBytes([0x61, 0x08, 0x62]), twin },
  { name: 'a control character by reference', code: 'saml_xml_character', attack: edited('>alice<', '>alice&#x8;<'), twin },
  { name: 'a surrogate by reference', code: 'saml_xml_character', attack: edited('>alice<', '>alice&#xD800;<'), twin },
  { name: 'a reference beyond Unicode', code: 'saml_xml_character', attack: edited('>alice<', '>alice&#x110000;<'), twin },
  { name: 'a byte order mark', code: 'saml_xml_malformed', because: 'text outside the root', attack: before('\ufeff'), twin },
  {
    name: 'an XML declaration of another encoding',
    code: 'saml_xml_instruction',
    attack: before('<?xml version="1.0" encoding="UTF-7"?>'),
    twin: before(declared),
  },
  {
    name: 'XML 1.1',
    code: 'saml_xml_instruction',
    attack: before('<?xml version="1.1"?>'),
    twin: before(`<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n`),
  },
]);

const inBytes = (bytes: Uint8Array) => () => ({ encoded: Buffer.from(bytes).toString('base64') });
const utf16be = () => Buffer.from(honest(), 'utf16le').swap16();
const utf32 = () =>
  Buffer.concat(
    honest()
      .split('')
      .map((letter) => Buffer.from([0, 0, 0, letter.charCodeAt(0)])),
  );

describeAttacks('saml.encoding', [
  { name: 'UTF-16, the other way round', code: 'saml_xml_character', attack: () => inBytes(utf16be())(), twin },
  { name: 'UTF-32', code: 'saml_xml_character', attack: () => inBytes(utf32())(), twin },
  { name: 'UTF-7', code: 'saml_xml_malformed', attack: () => ({ xml: honest().replaceAll('<', '+ADw-').replaceAll('>', '+AD4-') }), twin },
  {
    name: 'EBCDIC',
    code: 'saml_message_not_utf8',
    attack: inBytes(Buffer.from('4c6fa7949340a58599a28995957e7ff14bf07f6f6e', 'hex')),
    twin,
  },
  {
    name: 'a declaration of UTF-16 over UTF-8',
    code: 'saml_xml_instruction',
    attack: before('<?xml version="1.0" encoding="UTF-16"?>'),
    twin,
  },
  {
    name: 'a declaration of ISO 8859-1 over UTF-8',
    code: 'saml_xml_instruction',
    attack: before('<?xml version="1.0" encoding="ISO-8859-1"?>'),
    twin,
  },
  { name: 'a NUL in two bytes', code: 'saml_message_not_utf8', attack: withRawBytes([0xc0, 0x80]), twin },
  { name: 'a letter in three bytes', code: 'saml_message_not_utf8', attack: withRawBytes([0xe0, 0x80, 0xbc]), twin },
  { name: 'a letter in four bytes', code: 'saml_message_not_utf8', attack: withRawBytes([0xf0, 0x80, 0x80, 0xbc]), twin },
  { name: 'a letter in six bytes', code: 'saml_message_not_utf8', attack: withRawBytes([0xfc, 0x80, 0x80, 0x80, 0x80, 0xbc]), twin },
  {
    name: 'surrogates as two letters (CESU-8)',
    code: 'saml_message_not_utf8',
    attack: withRawBytes([0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]),
    twin,
  },
  { name: 'a letter beyond Unicode', code: 'saml_message_not_utf8', attack: withRawBytes([0xf4, 0x90, 0x80, 0x80]), twin },
  { name: 'a letter cut short', code: 'saml_message_not_utf8', attack: withRawBytes([0xe2, 0x82]), twin },
  { name: 'U+FFFE', code: 'saml_xml_character', attack: withRawBytes([0xef, 0xbf, 0xbe]), twin },
  { name: 'two byte order marks', code: 'saml_xml_malformed', attack: before('\ufeff\ufeff'), twin },
  {
    name: 'a byte order mark before a declaration',
    code: 'saml_xml_malformed',
    attack: before(`\ufeff${declared}`),
    twin: before(declared),
  },
  // In a POST nothing is deflated; ruby-saml inflated it without a limit (CVE-2025-25293).
  { name: 'a deflated message', code: 'saml_message_not_utf8', attack: () => inBytes(deflateRawSync(honest()))(), twin },
  { name: 'a packed message', code: 'saml_message_not_utf8', attack: () => inBytes(gzipSync(honest()))(), twin },
  { name: 'base64 twice', code: 'saml_xml_malformed', attack: () => ({ encoded: encode(encode(honest())) }), twin },
  {
    name: 'base64 that is percent-encoded',
    code: 'saml_message_not_base64',
    attack: () => ({ encoded: encodeURIComponent(`${encode(honest())}==`) }),
    twin,
  },
  { name: 'base64 with a NUL', code: 'saml_message_not_base64', attack: () => ({ encoded: `${encode(honest())}\u0000` }), twin },
  { name: 'base64 with stray bits', code: 'saml_message_not_base64', attack: () => ({ encoded: 'PHg+PC94PR==' }), twin },
  { name: 'base64 after its end', code: 'saml_message_not_base64', attack: () => ({ encoded: `PHg+PA==${encode(honest())}` }), twin },
  { name: 'plain XML', code: 'saml_message_not_base64', attack: () => ({ encoded: honest() }), twin },
]);
