import { type ChildProcess, fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { preparePlace, startBroker } from '../broker-under-test.ts';
import { createClient, formBody, type Visitor } from '../client.ts';
import { inParallel } from '../measure.ts';
import { openNeighbours } from '../neighbours.ts';
import { boundRow, plainRow, type Row, rounded } from '../row.ts';
import { settle } from '../settle.ts';
import type { Attack, AttackReport } from './attacker.ts';
import { badRequests, goodRequest } from './requests.ts';
import { badResponses } from './responses.ts';

const warmUpLogins = 2_000;
/** Both arrive at a fixed rate, whatever becomes of those before. */
const signInsPerSecond = 40;
const refusalsPerSecond = 50;
const signIns = 500;
const rounds = 2;
const goalMs = 100;
/** What somebody counts as having waited who was not signed in at all. */
const neverMs = 60_000;
/** The worst that each door takes, by `refuse.http`. */
const worstResponses = ['foreign.240', 'foreign.100', 'attributes.100', 'unsigned.100', 'elements.100', 'siblings.100'];
const worstRequests = ['forged.15', 'siblings.15', 'bomb'];

/**
 * How long people wait to be signed in while the worst messages arrive beside them, against quiet minutes of the same run.
 * Waiting is counted from the moment a person was due, so that a broker that stalls is not asked less often.
 */
export async function benchBeside(): Promise<readonly Row[]> {
  const neighbours = await openNeighbours();
  const place = await preparePlace(neighbours);
  await settle(place, neighbours, [{ slug: 'acme' }]);
  const broker = await startBroker(place);
  const client = createClient(broker.port);
  const visitor = client.at('acme');
  try {
    await inParallel(warmUpLogins, 4, () => visitor.journey());
    const attack = { port: broker.port, perSecond: refusalsPerSecond, messages: await worstMessages(visitor) };
    const quiet: number[] = [];
    const beside: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      quiet.push(...(await waitsMs(visitor)));
      const attacker = startAttacker(attack);
      beside.push(...(await waitsMs(visitor)));
      const { sent, refused, otherwise } = await stopAttacker(attacker);
      if (otherwise > 0 || sent < (signIns / signInsPerSecond) * refusalsPerSecond * 0.9)
        throw new Error(`the attack was none: ${sent} sent, ${refused} refused, ${otherwise} answered otherwise`);
    }
    const [value, against] = [p99Of(beside), p99Of(quiet)];
    return [
      plainRow('signin.quiet.p99', 'ms', against, `${rounds * signIns} sign-ins at ${signInsPerSecond} a second, nothing else`),
      { ...boundRow('refused.beside.p99', 'ms', value, goalMs), against: rounded(against), ratio: rounded(value / against) },
    ];
  } finally {
    client.close();
    await broker.stop();
    place.remove();
    await neighbours.close();
  }
}

/** Whole sign-ins, open loop: what people waited. */
async function waitsMs(visitor: Visitor): Promise<readonly number[]> {
  const began = performance.now() + 50;
  return Promise.all(
    Array.from({ length: signIns }, async (_, index) => {
      const due = began + (index / signInsPerSecond) * 1_000;
      await new Promise((done) => setTimeout(done, due - performance.now()));
      return visitor.journey().then(
        () => performance.now() - due,
        () => neverMs,
      );
    }),
  );
}

/** Over all rounds together: the better of two tails would be no percentile. */
function p99Of(waits: readonly number[]): number {
  return waits.toSorted((a, b) => a - b)[Math.ceil(waits.length * 0.99) - 1] as number;
}

/** Each goes as far as it can: the attacker has asked for a sign-in, as anybody can, and so has the cookie for it. */
async function worstMessages(visitor: Visitor): Promise<Attack['messages']> {
  const asked = await visitor.ask();
  const { response } = await visitor.logIn(asked.location);
  const ends = { issuer: `${visitor.login}/saml/portal`, destination: `${visitor.login}/saml/sso`, acsUrl: `${visitor.portal}/saml/acs` };
  const hop = {
    issuer: `${visitor.login}/saml/metadata`,
    audience: ends.issuer,
    recipient: ends.acsUrl,
    inResponseTo: /InResponseTo="([^"]+)"/.exec(Buffer.from(response, 'base64').toString())?.[1] ?? '',
  };
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const posts = named(badResponses(hop, response, privateKey), worstResponses).map(({ encoded }) => ({
    target: hop.recipient,
    call: { method: 'POST' as const, cookie: asked.cookie, body: formBody({ SAMLResponse: encoded }) },
  }));
  const gets = named(badRequests(ends, goodRequest(ends, privateKey), privateKey), worstRequests).map(({ rawQuery }) => ({
    target: `${ends.destination}?${rawQuery}`,
    call: {},
  }));
  return [...posts, ...gets];
}

/** Those of these names, every one of them: a message that was renamed must not thin the attack. */
function named<Message extends { readonly name: string }>(messages: readonly Message[], names: readonly string[]): readonly Message[] {
  return names.map((name) => {
    const found = messages.find((message) => message.name === name);
    if (found === undefined) throw new Error(`there is no message ${name}`);
    return found;
  });
}

function startAttacker(attack: Attack): ChildProcess {
  const child = fork(join(import.meta.dirname, 'attacker.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.send(attack);
  return child;
}

function stopAttacker(child: ChildProcess): Promise<AttackReport> {
  return new Promise((done) => {
    child.once('message', (report) => done(report as AttackReport));
    child.send('stop');
  });
}
