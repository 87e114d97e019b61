/**
 * Key containers of hardware tokens (PSKC, RFC 6030): what stands in the XML, and nothing decrypted. It is a file that an
 * administrator hands in, so it may be longer than a message; the same plain part of XML is read of it. A signature of the
 * container is not looked at: what is secret in it has its own MAC.
 */

import { withoutComments } from '../metadata/comments.ts';
import { answering, must, refuse } from '../refusal.ts';
import { decodeSignatureBase64 } from '../xml/decode.ts';
import type { XmlElement } from '../xml/node.ts';
import { parseXml } from '../xml/parse.ts';
import { attributeOf, elementsOf, isElement, textOf } from '../xml/walk.ts';
import { type Encrypted, type Encryption, encryptedIn, encryptionOf, type Mac, macOf, onlyChild } from './encryption.ts';

const pskc = 'urn:ietf:params:xml:ns:keyprov:pskc';
/** A key takes about 20 elements, of names and values that are short. */
const most = { elements: 400_000, bytesPerElement: 15 };

type PackagedSecret =
  | { readonly kind: 'plain'; readonly bytes: Uint8Array }
  | { readonly kind: 'encrypted'; readonly value: Encrypted; readonly mac: Uint8Array | null };

/** One key as the container has it; texts are empty where it says nothing. */
interface PackagedKey {
  readonly serial: string;
  readonly kind: 'hotp' | 'totp' | null;
  readonly hash: string;
  readonly digits: string;
  readonly period: string;
  readonly counter: string;
  /** Null where there is none that can be read. */
  readonly secret: PackagedSecret | null;
  /** It may be used for one-time passwords as they are, without a PIN inside or another encoding. */
  readonly isPlainOtp: boolean;
}

interface KeyContainer {
  readonly ok: true;
  /** Null: nothing is encrypted. */
  readonly encryption: Encryption | null;
  readonly mac: Mac | null;
  readonly keys: readonly PackagedKey[];
}

interface KeyContainerRefused {
  readonly ok: false;
  /** `xml`: not the plain part of XML that is read here. */
  readonly because: 'xml' | 'not-a-key-container';
}

export function readKeyContainer(text: string): KeyContainer | KeyContainerRefused {
  const read = answering(() => {
    const root = parseXml(withoutComments(text.replace(/^\ufeff/, '').trim()), most);
    must(isElement(root, pskc, 'KeyContainer'), 'saml_metadata_root', 'KeyContainer');
    const encryption = onlyChild(root, 'EncryptionKey');
    const mac = onlyChild(root, 'MACMethod');
    const packages = elementsOf(root).filter((child) => isElement(child, pskc, 'KeyPackage'));
    return {
      ok: true as const,
      encryption: encryption && encryptionOf(encryption),
      mac: mac && macOf(mac),
      keys: packages.map(keyOf),
    };
  });
  if (read.ok) return read;
  return { ok: false, because: read.code.startsWith('saml_xml') ? 'xml' : 'not-a-key-container' };
}

function keyOf(keyPackage: XmlElement): PackagedKey {
  const device = onlyChild(keyPackage, 'DeviceInfo');
  const key = onlyChild(keyPackage, 'Key') ?? refuse('saml_element_missing', 'KeyPackage/Key');
  const parameters = onlyChild(key, 'AlgorithmParameters');
  const format = parameters && onlyChild(parameters, 'ResponseFormat');
  const values = onlyChild(key, 'Data');
  const plain = (name: string) => {
    const element = values && onlyChild(values, name);
    const value = element && onlyChild(element, 'PlainValue');
    return value === null ? '' : textOf(value).trim();
  };
  const counter = values && onlyChild(values, 'Counter');
  const [, kind] = /keyprov[:/]pskc[:#](hotp|totp)$/i.exec(attributeOf(key, 'Algorithm') ?? '') ?? [];
  return {
    serial: childText(device, 'SerialNo') || (attributeOf(key, 'Id') ?? ''),
    kind: kind === undefined ? null : (kind.toLowerCase() as 'hotp' | 'totp'),
    hash: childText(parameters, 'Suite'),
    digits: (format && attributeOf(format, 'Length')) ?? '',
    period: plain('TimeInterval'),
    counter: plain('Counter'),
    secret: secretOf(values && onlyChild(values, 'Secret')),
    isPlainOtp:
      ['', 'DECIMAL'].includes((format && attributeOf(format, 'Encoding')) ?? '') &&
      (counter === null || onlyChild(counter, 'PlainValue') !== null) &&
      allowsOtp(onlyChild(key, 'Policy')),
  };
}

function secretOf(secret: XmlElement | null): PackagedSecret | null {
  if (secret === null) return null;
  const plain = onlyChild(secret, 'PlainValue');
  if (plain !== null) {
    const bytes = decodeSignatureBase64(textOf(plain));
    return bytes === null ? null : { kind: 'plain', bytes: new Uint8Array(bytes) };
  }
  const encrypted = onlyChild(secret, 'EncryptedValue');
  const value = encrypted && encryptedIn(encrypted);
  if (value === null) return null;
  const mac = onlyChild(secret, 'ValueMAC');
  const bytes = mac && decodeSignatureBase64(textOf(mac));
  return { kind: 'encrypted', value, mac: bytes && new Uint8Array(bytes) };
}

/** What is not understood of a policy forbids the use (RFC 6030, 5). Dates are the maker's and are left to the administrator. */
function allowsOtp(policy: XmlElement | null): boolean {
  if (policy === null) return true;
  return elementsOf(policy).every((child) => {
    if (child.namespaceURI !== pskc) return false;
    if (child.localName === 'KeyUsage') return textOf(child).trim() === 'OTP';
    return child.localName === 'StartDate' || child.localName === 'ExpiryDate';
  });
}

function childText(parent: XmlElement | null, name: string): string {
  const child = parent && onlyChild(parent, name);
  return child === null ? '' : textOf(child).trim();
}
