import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate with its key, made for a test. */
export interface Issued {
  readonly der: Buffer;
  readonly privateKey: KeyObject;
  readonly subject: Subject;
}

interface Subject {
  readonly country?: string;
  readonly organization?: string;
  readonly unit?: string;
  readonly name: string;
}

export interface Wish {
  readonly subject: Subject;
  /** Signed by itself unless told. */
  readonly issuer?: Issued;
  readonly isAuthority?: boolean;
  /** The model in an extension of its own (FIDO key attestation, `id-fido-gen-ce-aaguid`). */
  readonly aaguid?: string;
  readonly host?: string;
  /** RSA instead of ECDSA P-256. */
  readonly isRsa?: boolean;
  readonly from?: Date;
  readonly to?: Date;
}

/** Makes a certificate (RFC 5280), signed with ECDSA P-256. */
export function issue(wish: Wish): Issued {
  const { privateKey, publicKey } = wish.isRsa
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = wish.issuer ?? { privateKey, subject: wish.subject };
  const extensions = [
    extension('2.5.29.19', wish.isAuthority ? seq(der(1, Buffer.from([255]))) : seq()),
    ...(wish.aaguid === undefined
      ? []
      : [extension('1.3.6.1.4.1.45724.1.1.4', der(4, Buffer.from(wish.aaguid.replaceAll('-', ''), 'hex')))]),
    ...(wish.host === undefined ? [] : [extension('2.5.29.17', seq(der(0x82, Buffer.from(wish.host))))]),
  ];
  const body = seq(
    der(0xa0, der(2, Buffer.from([2]))),
    der(2, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    seq(oid('1.2.840.10045.4.3.2')),
    nameOf(signer.subject),
    seq(time(wish.from ?? new Date(Date.UTC(2020, 0))), time(wish.to ?? new Date(Date.UTC(2049, 0)))),
    nameOf(wish.subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, seq(...extensions)),
  );
  const signature = sign('sha256', body, signer.privateKey);
  const certificate = seq(body, seq(oid('1.2.840.10045.4.3.2')), der(3, Buffer.concat([Buffer.from([0]), signature])));
  return { der: certificate, privateKey, subject: wish.subject };
}

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const seq = (...content: readonly Buffer[]) => der(0x30, ...content);

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = rest.flatMap((arc) => {
    const groups = [arc & 127];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128);
    return groups;
  });
  return der(6, Buffer.from([first * 40 + second, ...bytes]));
}

const extension = (id: string, value: Buffer) => seq(oid(id), der(4, value));

function nameOf({ country, organization, unit, name }: Subject): Buffer {
  const part = (id: string, text: string | undefined) =>
    text === undefined ? [] : [der(0x31, seq(oid(id), der(0x0c, Buffer.from(text))))];
  return seq(...part('2.5.4.6', country), ...part('2.5.4.10', organization), ...part('2.5.4.11', unit), ...part('2.5.4.3', name));
}

const time = (at: Date) => der(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`));
