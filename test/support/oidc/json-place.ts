import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves JSON documents by their path, on loopback. Close it after the tests. */
export async function openJsonPlace() {
  const documents = new Map<string, unknown>();
  const server = createServer((request, response) => {
    const found = documents.get(request.url ?? '');
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? null));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    documents,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type JsonPlace = Awaited<ReturnType<typeof openJsonPlace>>;
