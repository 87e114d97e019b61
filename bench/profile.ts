import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, preparePlace, startBroker } from './broker-under-test.ts';
import { createClient } from './client.ts';
import { inParallel } from './measure.ts';
import { openNeighbours } from './neighbours.ts';
import { settle } from './settle.ts';

const warmUpLogins = 6_000;
const logins = 2_000;
const samplingUs = 200;

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/**
 * Where a login spends its time: the broker runs under the inspector while people sign in, and the samples are folded by
 * our files, by packages and by what is native. Writes the whole profile to `file` for a viewer.
 */
export async function profileLogin(file: string): Promise<void> {
  const neighbours = await openNeighbours();
  const place = await preparePlace(neighbours);
  await settle(place, neighbours, [{ slug: 'acme' }]);
  const inspector = await freePort();
  const broker = await startBroker(place, { nodeOptions: [`--inspect=127.0.0.1:${inspector}`] });
  const client = createClient(broker.port);
  const visitor = client.at('acme');
  try {
    await inParallel(warmUpLogins, 4, () => visitor.journey());
    const asked = await inParallel(logins, 4, () => visitor.ask());
    const session = await openInspector(inspector);
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: samplingUs });
    await session.send('Profiler.start');
    await inParallel(logins, 4, (index) => visitor.logIn(asked[index]?.location ?? ''));
    const { profile } = (await session.send('Profiler.stop')) as { profile: Profile };
    session.close();
    writeFileSync(file, JSON.stringify(profile));
    report(profile);
  } finally {
    client.close();
    await broker.stop();
    place.remove();
    await neighbours.close();
  }
}

/** The inspector's own protocol over its socket. */
async function openInspector(port: number) {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await new Promise((done) => socket.addEventListener('open', done, { once: true }));
  const waiting = new Map<number, (result: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id: number; result: unknown };
    waiting.get(id)?.(result);
  });
  let calls = 0;
  return {
    send(method: string, params: object = {}): Promise<unknown> {
      const id = ++calls;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise((done) => waiting.set(id, done));
    },
    close: () => socket.close(),
  };
}

function report(profile: Profile): void {
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const parentOf = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const places = new Places();
  const parts = new Map<string, number>();
  const own = new Map<string, number>();
  const whole = new Map<string, number>();
  let total = 0;
  for (const [index, id] of profile.samples.entries()) {
    const us = profile.timeDeltas[index] ?? 0;
    const leaf = places.of(byId.get(id) as ProfileNode);
    if (leaf === '(idle)') continue;
    total += us;
    add(own, leaf, us);
    const stack: string[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parentOf.get(at)) stack.push(places.of(byId.get(at) as ProfileNode));
    for (const place of new Set(stack)) add(whole, place, us);
    add(parts, partOf(stack), us);
  }
  print('Parts', parts, total);
  print('Own time by place', own, total);
  print('Time within our files, callees included', new Map([...whole].filter(([place]) => place.startsWith('broker/'))), total);
}

/** What a sample is spent on: the part that stands nearest above it. What the platform does is the work of whoever asked for it. */
const partsOfALogin: readonly (readonly [part: string, places: RegExp])[] = [
  ['garbage collection', /^\(garbage collector\)$/],
  ['cryptography', /^node:internal\/crypto/],
  ['database: statements, commits, the query builder', /^(broker\/adapters\/sql|kysely$)/],
  ['call to the provider: HTTP client', /^(broker\/adapters\/net|undici$|node:internal\/deps\/undici)/],
  ['OpenID Connect: the library and our rules', /^(broker\/connectors|openid-client$|oauth4webapi$|jose$)/],
  ['SAML: reading and writing', /^(broker\/(saml|relying)|@xmldom\/xmldom$|xml-crypto$)/],
  ['pages', /^(broker\/pages|preact)/],
  ['HTTP server: Node, Fastify, cookies', /^(node:_http|fastify$|@fastify\/|find-my-way$|cookie$|broker\/(http|app))/],
  ['the login itself: steps, sealing, sessions', /^(broker|contract)\//],
];

function partOf(stack: readonly string[]): string {
  for (const place of stack) {
    const part = partsOfALogin.find(([, places]) => places.test(place));
    if (part !== undefined) return part[0];
  }
  return 'elsewhere: event loop, sockets, tasks';
}

function add(sums: Map<string, number>, name: string, us: number): void {
  sums.set(name, (sums.get(name) ?? 0) + us);
}

function print(title: string, sums: ReadonlyMap<string, number>, total: number): void {
  console.log(`\n${title} (share, us per login)`);
  const rows = [...sums].sort((a, b) => b[1] - a[1]).slice(0, 40);
  for (const [name, us] of rows)
    console.log(`${((us / total) * 100).toFixed(1).padStart(5)} % ${(us / logins).toFixed(0).padStart(6)}  ${name}`);
}

/** Says what a frame belongs to. The bundle names the file of each piece of code in a comment above it. */
class Places {
  readonly #pieces = new Map<string, readonly { readonly line: number; readonly file: string }[]>();

  of({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
    if (url === '') return functionName.startsWith('(') ? functionName : `native ${functionName || '(anonymous)'}`;
    if (!url.startsWith('file:')) return url;
    const file = this.#fileAt(fileURLToPath(url), lineNumber);
    return /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file;
  }

  #fileAt(bundle: string, line: number): string {
    const known = this.#pieces.get(bundle) ?? piecesOf(bundle);
    this.#pieces.set(bundle, known);
    return known.findLast((piece) => piece.line <= line)?.file ?? join(basename(dirname(bundle)), basename(bundle));
  }
}

function piecesOf(bundle: string): { line: number; file: string }[] {
  return readFileSync(bundle, 'utf8')
    .split('\n')
    .flatMap((text, line) => {
      const file = /^\s*\/\/ (?:\.\.\/\S*?)?((?:broker|contract|node_modules)\/\S+)$/.exec(text)?.[1];
      return file === undefined ? [] : [{ line, file }];
    });
}
