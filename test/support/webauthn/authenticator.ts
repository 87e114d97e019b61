import { createHash, randomBytes, sign } from 'node:crypto';
import { type Cbor, cbor } from './cbor.ts';
import type { Issued } from './certificates.ts';
import { type Algorithm, type CredentialKey, makeKey } from './cose.ts';

/** How a key is made; a plain security key with a PIN unless told. */
export interface Make {
  readonly algorithm?: Algorithm;
  readonly format?: 'none' | 'packed' | 'packed-self' | 'fido-u2f';
  /** Leaf first; its key signs attestations. */
  readonly attestation?: readonly Issued[];
  readonly aaguid?: string;
  /** Kept by a phone or a password manager, which may copy it. */
  readonly isPasskey?: boolean;
  /** Does it ask for a PIN, a finger or a face? */
  readonly verifies?: boolean;
  /** False: its counter is always 0. */
  readonly counts?: boolean;
}

/** What is not as it should be in an answer. */
export interface Twist {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly client?: Readonly<Record<string, unknown>>;
  readonly counter?: number;
  readonly isPasskey?: boolean;
  readonly userHandle?: string;
  readonly credentialId?: string;
  /** Bits of the flags that are not set. */
  readonly without?: number;
  /** Changes one byte of the signature. */
  readonly forged?: boolean;
}

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

const noModel = '00000000-0000-0000-0000-000000000000';
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();

/** A key in software together with a browser (WebAuthn 3, 6 and 5.1), written from the standard and without our library. */
export class Authenticator {
  readonly id: string = text(randomBytes(32));
  counter = 0;
  private readonly make: Make;
  private readonly key: CredentialKey;
  private userHandle = '';

  constructor(make: Make = {}) {
    this.make = make;
    this.key = makeKey(make.algorithm ?? 'ES256');
  }

  /** Makes the credential and answers as the page would post it. */
  create(optionsText: string, origin: string, twist: Twist = {}): string {
    const options = JSON.parse(optionsText) as Options;
    this.userHandle = options.user?.id ?? '';
    const client = this.clientData('webauthn.create', options, origin, twist);
    const id = Buffer.from(twist.credentialId ?? this.id, 'base64url');
    const model = Buffer.from((this.make.aaguid ?? noModel).replaceAll('-', ''), 'hex');
    const attested = Buffer.concat([model, Buffer.from([id.length >> 8, id.length & 255]), id, this.key.cose]);
    const authData = this.authenticatorData(options.rp?.id ?? '', 0x40, twist, attested);
    const statement = this.statement(authData, sha256(client), id);
    const format = this.make.format === 'packed-self' ? 'packed' : (this.make.format ?? 'none');
    const attestationObject = cbor(
      new Map<string, Cbor>([
        ['fmt', format],
        ['attStmt', statement],
        ['authData', authData],
      ]),
    );
    const response = { clientDataJSON: text(client), attestationObject: text(attestationObject), transports: ['usb'] };
    return JSON.stringify({ id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response });
  }

  /** Signs, and answers as the page would post it. */
  get(optionsText: string, origin: string, twist: Twist = {}): string {
    const options = JSON.parse(optionsText) as Options;
    const client = this.clientData('webauthn.get', options, origin, twist);
    if (this.make.counts !== false) this.counter += 1;
    const authData = this.authenticatorData(options.rpId ?? '', 0, twist);
    const signature = this.key.sign(Buffer.concat([authData, sha256(client)]));
    if (twist.forged) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
    const userHandle = twist.userHandle ?? (this.make.isPasskey ? this.userHandle : undefined);
    const id = twist.credentialId ?? this.id;
    const response = { clientDataJSON: text(client), authenticatorData: text(authData), signature: text(signature), userHandle };
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  }

  private clientData(type: string, { challenge }: Options, origin: string, twist: Twist): Buffer {
    const data = { type: twist.type ?? type, challenge: twist.challenge ?? challenge, origin: twist.origin ?? origin, crossOrigin: false };
    return Buffer.from(JSON.stringify({ ...data, ...twist.client }));
  }

  private authenticatorData(rpId: string, more: number, twist: Twist, attested = Buffer.alloc(0)): Buffer {
    const passkey = (twist.isPasskey ?? this.make.isPasskey) ? 0x18 : 0;
    const verified = this.make.verifies === false ? 0 : 4;
    const flags = (1 | verified | passkey | more) & ~(twist.without ?? 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(twist.counter ?? this.counter);
    return Buffer.concat([sha256(twist.rpId ?? rpId), Buffer.from([flags]), counter, attested]);
  }

  private statement(authData: Buffer, clientHash: Buffer, id: Buffer): ReadonlyMap<string, Cbor> {
    const { format, attestation = [] } = this.make;
    const [leaf] = attestation;
    const certificates = attestation.map(({ der }) => der);
    const signed = Buffer.concat([authData, clientHash]);
    if (format === 'packed-self')
      return new Map<string, Cbor>([
        ['alg', this.key.algorithm],
        ['sig', this.key.sign(signed)],
      ]);
    if (leaf === undefined) return new Map();
    if (format === 'packed')
      return new Map<string, Cbor>([
        ['alg', -7],
        ['sig', sign('sha256', signed, leaf.privateKey)],
        ['x5c', certificates],
      ]);
    const u2f = Buffer.concat([Buffer.from([0]), authData.subarray(0, 32), clientHash, id, this.key.point]);
    return new Map<string, Cbor>([
      ['sig', sign('sha256', u2f, leaf.privateKey)],
      ['x5c', certificates],
    ]);
  }
}
