import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that does to what passes whatever a test wants. */
export interface UnreliableWay {
  /** The same address, by this way. */
  readonly url: string;
  /** Connections stay open, new ones are taken, and nothing passes any more in either direction. */
  fallSilent(): void;
  /** Every connection ends, and new ones are refused. */
  close(): void;
  /** Everything passes again; connections that fell silent stay so. */
  open(): void;
  /**
   * The next time that a client says `text`, its connection ends: `before` the server hears it, or `after` the server has
   * done it and the answer is on its way.
   */
  endAt(text: string, when: 'before' | 'after'): void;
  stop(): Promise<void>;
}

/** Opens a way to the server of an address, on loopback. */
export async function unreliableWay(target: string): Promise<UnreliableWay> {
  const { hostname, port } = new URL(target);
  let state: 'open' | 'silent' | 'closed' = 'open';
  let trap: { readonly text: string; readonly when: 'before' | 'after' } | null = null;
  const pairs = new Set<readonly [Socket, Socket]>();

  const server = createServer((near) => {
    if (state === 'closed') return near.destroy();
    const far = connect(Number(port), hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    let cutting = false;
    const end = () => {
      near.destroy();
      far.destroy();
      pairs.delete(pair);
    };
    // A connection that was silent once has lost bytes; it never speaks again.
    let silent = state === 'silent';
    const passes = () => {
      silent ||= state === 'silent';
      return !silent;
    };
    near.on('data', (chunk) => {
      if (!passes()) return;
      if (trap !== null && chunk.includes(trap.text)) {
        const { when } = trap;
        trap = null;
        if (when === 'before') return end();
        cutting = true;
      }
      far.write(chunk);
    });
    far.on('data', (chunk) => {
      if (!passes()) return;
      if (cutting) return end();
      near.write(chunk);
    });
    for (const socket of pair) socket.on('error', end).on('close', end);
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = new URL(target);
  address.port = String((server.address() as AddressInfo).port);

  const endAll = () => {
    for (const sockets of pairs) for (const socket of sockets) socket.destroy();
  };
  return {
    url: address.href,
    fallSilent() {
      state = 'silent';
    },
    close() {
      state = 'closed';
      endAll();
    },
    open() {
      state = 'open';
    },
    endAt(text, when) {
      trap = { text, when };
    },
    async stop() {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
