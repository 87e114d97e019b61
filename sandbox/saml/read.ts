import { inflateRawSync } from 'node:zlib';
import { DOMParser } from '@xmldom/xmldom';
import { ns } from './names.ts';

/** A request as a provider understands it; that it was really sent by its issuer is not judged here. */
export interface AskedFor {
  readonly kind: 'AuthnRequest' | 'LogoutRequest';
  readonly id: string;
  readonly issuer: string;
  readonly nameId: string;
  readonly sessionIndex: string | null;
  readonly acsUrl: string | null;
  readonly forced: boolean;
}

/** Reads a request of either binding; null where there is none. */
export function readRequest(message: string, binding: 'redirect' | 'post'): AskedFor | null {
  try {
    const bytes = Buffer.from(message, 'base64');
    const xml = (binding === 'redirect' ? inflateRawSync(bytes, { maxOutputLength: 100_000 }) : bytes).toString('utf8');
    const root = new DOMParser({ errorHandler: { warning() {}, error: halt, fatalError: halt } }).parseFromString(
      xml,
      'text/xml',
    ).documentElement;
    const kind = root.localName;
    if (kind !== 'AuthnRequest' && kind !== 'LogoutRequest') return null;
    return {
      kind,
      id: root.getAttribute('ID') ?? '',
      issuer: within(root, ns.assertion, 'Issuer') ?? '',
      nameId: within(root, ns.assertion, 'NameID') ?? '',
      sessionIndex: within(root, ns.protocol, 'SessionIndex'),
      acsUrl: root.getAttribute('AssertionConsumerServiceURL') || null,
      forced: root.getAttribute('ForceAuthn') === 'true',
    };
  } catch {
    return null;
  }
}

function halt(message: string): never {
  throw new Error(message);
}

type Root = ReturnType<DOMParser['parseFromString']>['documentElement'];

function within(root: Root, namespace: string, name: string): string | null {
  return root.getElementsByTagNameNS(namespace, name)[0]?.textContent ?? null;
}
