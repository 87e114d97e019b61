import { createPublicKey, hash, type KeyObject, sign } from 'node:crypto';
import { bits, integer, nothingAtAll, objectId, octets, sequence, set, tagged, time, truth, utf8 } from './der.ts';

const ids = {
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  rsaSha256: '1.2.840.113549.1.1.11',
  ecdsaSha256: '1.2.840.10045.4.3.2',
} as const;

const maxCommonNameLength = 64;
const maxSerialBytes = 20;

/** Times are epoch ms. */
export interface CertificateToMake {
  readonly privateKey: KeyObject;
  /** For people who look at it: the host. Cut after 64 characters (RFC 5280, ub-common-name). */
  readonly commonName: string;
  /** 8 to 20 random bytes. */
  readonly serial: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  /** What the key does; it signs unless told. */
  readonly use?: 'signing' | 'encryption';
}

/**
 * Makes a self-signed X.509 v3 certificate for an RSA or EC key (RFC 5280); DER. SAML metadata wants certificates although
 * nobody who pins keys looks at more of them than the key.
 */
export function selfSignedCertificate(certificate: CertificateToMake): Buffer {
  const { privateKey, serial } = certificate;
  if (serial.length < 8 || serial.length > maxSerialBytes) throw new RangeError('a serial number has 8 to 20 bytes');
  const algorithm = algorithmOf(privateKey);
  const name = sequence(set(sequence(objectId(ids.commonName), utf8(certificate.commonName.slice(0, maxCommonNameLength)))));
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    serialNumber(serial),
    algorithm,
    name,
    sequence(time(certificate.notBefore), time(certificate.notAfter)),
    name,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(endEntity(), keyUsage(certificate.use ?? 'signing'))),
  );
  return sequence(body, algorithm, bits(sign('sha256', body, { key: privateKey, dsaEncoding: 'der' })));
}

const keyLifetimeMs = 10 * 365 * 86_400_000;

/**
 * The certificate of a key of ours for metadata; base64 of its DER. It says nothing beyond the key, and is the same each
 * time: its serial is the key's id. `createdAt` is epoch ms.
 */
export function certificateOfKey(
  key: { readonly id: string; readonly privateKey: KeyObject; readonly createdAt: number },
  commonName: string,
  use: 'signing' | 'encryption' = 'signing',
): string {
  const { privateKey, createdAt } = key;
  const serial = hash('sha256', key.id, 'buffer').subarray(0, 16);
  return certificateText(
    selfSignedCertificate({ privateKey, commonName, serial, notBefore: createdAt, notAfter: createdAt + keyLifetimeMs, use }),
  );
}

/** The base64 text of a certificate, as metadata and KeyInfo have it. */
export function certificateText(der: Uint8Array): string {
  return Buffer.from(der).toString('base64');
}

/** Positive and of full length, whatever the random bytes are. */
function serialNumber(random: Uint8Array): Buffer {
  const bytes = Buffer.from(random);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return integer(bytes);
}

function algorithmOf(key: KeyObject): Buffer {
  if (key.asymmetricKeyType === 'rsa') return sequence(objectId(ids.rsaSha256), nothingAtAll());
  if (key.asymmetricKeyType === 'ec') return sequence(objectId(ids.ecdsaSha256));
  throw new TypeError(`no certificate for a key of type ${key.asymmetricKeyType}`);
}

/** Not an authority: nothing else may be vouched for with it. */
function endEntity(): Buffer {
  return sequence(objectId(ids.basicConstraints), truth(true), octets(sequence()));
}

/** digitalSignature is the first bit, keyEncipherment the third (RFC 5280, 4.2.1.3). */
function keyUsage(use: 'signing' | 'encryption'): Buffer {
  const usage = use === 'signing' ? bits(Buffer.from([0x80]), 7) : bits(Buffer.from([0x20]), 5);
  return sequence(objectId(ids.keyUsage), truth(true), octets(usage));
}
