import { connect } from 'node:net';
import type { House } from '../house.ts';

/** One answer as it came over the wire. */
interface WireAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Speaks to a listening house byte by byte: what a client of HTTP would put right goes out as it is. */
export interface Wire {
  /** All answers that come before the house hangs up. */
  send(bytes: string): Promise<readonly WireAnswer[]>;
  /** One request with these header lines, after which the connection is to close. */
  ask(method: string, target: string, headers: readonly string[], body?: string): Promise<WireAnswer>;
}

/** An attack that keeps its connection open for longer than this has got all its answers. */
const patienceMs = 1_000;

export async function openWire(house: House): Promise<Wire> {
  const address = await house.broker.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = new URL(address);

  const send: Wire['send'] = (bytes) =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1');
      let received = '';
      socket.setEncoding('latin1').setTimeout(patienceMs, () => socket.destroy());
      socket.on('data', (text) => {
        received += text;
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(answersIn(received)));
      socket.write(bytes, 'latin1');
    });

  return {
    send,
    async ask(method, target, headers, body = '') {
      const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`];
      const lines = [`${method} ${target} HTTP/1.1`, ...headers, ...length, 'Connection: close', '', body];
      const [answer] = await send(lines.join('\r\n'));
      return answer ?? { status: 0, head: '', body: '' };
    },
  };
}

function answersIn(received: string): readonly WireAnswer[] {
  return received
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter((text) => text !== '')
    .map((text) => {
      const [head = '', ...rest] = text.split('\r\n\r\n');
      return { status: Number(head.slice(9, 12)), head, body: rest.join('\r\n\r\n') };
    });
}
