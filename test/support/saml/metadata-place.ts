import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a provider says of itself; pieces of markup where a test wants something odd. */
export interface Publication {
  readonly entityId: string;
  readonly certificates: readonly string[];
  readonly signOn?: string;
  readonly logout?: string;
  /** Attributes of the EntityDescriptor. */
  readonly attributes?: string;
}

const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

export function metadataOf({ entityId, certificates, signOn, logout, attributes = '' }: Publication): string {
  const keys = certificates
    .map(
      (text) =>
        `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${text}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
    )
    .join('');
  const slo = logout === undefined ? '' : `<md:SingleLogoutService Binding="${redirect}" Location="${logout}"/>`;
  const sso = `<md:SingleSignOnService Binding="${redirect}" Location="${signOn ?? 'https://idp.example/sso'}"/>`;
  return `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${entityId}" ${attributes}><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys}${slo}${sso}</md:IDPSSODescriptor></md:EntityDescriptor>`;
}

/** Where a provider publishes its metadata, on loopback. Close it after the tests. */
export async function openMetadataPlace() {
  let answer: (response: ServerResponse) => void = (response) => void response.writeHead(404).end();
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    url: `${origin}/metadata`,
    /** How often it was asked. */
    asked: () => asked,
    publish(publication: Publication): void {
      this.serve(metadataOf(publication));
    },
    serve(body: string | Buffer): void {
      answer = (response) => void response.writeHead(200, { 'content-type': 'application/samlmetadata+xml' }).end(body);
    },
    /** Anything else that a server may do. */
    answer(how: (response: ServerResponse) => void): void {
      answer = how;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type MetadataPlace = Awaited<ReturnType<typeof openMetadataPlace>>;
