/** `npm run demo`: the real broker, and stand-ins for everything around it, on this machine. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrokerProcess, startBroker } from './broker-process.ts';
import { guide } from './guide.ts';
import { type Neighbours, startNeighbours } from './neighbours.ts';
import { busyPorts, demoPorts } from './ports.ts';
import { seedAcme } from './seed-acme.ts';
import { seedPeople } from './seed-people.ts';
import { seedTokens } from './seed-tokens.ts';
import { seedUmbra } from './seed-umbra.ts';
import { demo, demoAddresses } from './world.ts';

const { values } = parseArgs({ options: { blank: { type: 'boolean', default: false } } });
const base = Number(process.env.PORT_BASE ?? 8080);
if (!Number.isInteger(base) || base < 1024 || base > 65_000) fail('PORT_BASE must be a whole number from 1024 to 65000.');
const ports = demoPorts(base);
const busy = await busyPorts(ports);
if (busy.length > 0)
  fail(`Somebody else uses port ${busy.join(', ')}. End that, or choose other ports: PORT_BASE=${base + 1000} npm run demo`);

const at = demoAddresses(ports);
const folder = await mkdtemp(join(tmpdir(), 'gatehouse-demo-'));
let neighbours: Neighbours | null = null;
let broker: BrokerProcess | null = null;
let ending: Promise<void> | null = null;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0));
try {
  say('Starting Jira, three identity providers, an application, an authenticator, phones and post boxes, and the admin page ...');
  neighbours = await startNeighbours(ports, at);
  say('Starting the broker ...');
  broker = await startBroker(
    {
      GATEHOUSE_MODE: 'development',
      BASE_URL: at.broker,
      LISTEN_HOST: '127.0.0.1',
      LISTEN_PORT: String(ports.broker),
      DATABASE: join(folder, 'gatehouse.sqlite'),
      MASTER_KEY: randomBytes(32).toString('base64'),
      OUTBOUND_ALLOW: [at.acmeJira, at.umbraJira, at.jiraGateway, at.borealis, at.kestrel, at.aurora, at.wiki, at.admin, at.messages].join(
        ',',
      ),
      FORGE_APP_ID: demo.appAri,
      FORGE_JWKS_URL: `${at.admin}/.well-known/jwks.json`,
      FORGE_API_BASE: at.jiraGateway,
      ...neighbours.messages.environment(),
      LOG_LEVEL: 'warn',
      UMBRA_CLIENT_SECRET: demo.clients.umbra.clientSecret,
      UMBRA_JIRA_TOKEN: 'umbra-admin-api-token',
    },
    `http://127.0.0.1:${ports.broker}`,
  );
  say('Installing the app and setting two tenants up ...');
  await neighbours.forge.runInstalled();
  if (!values.blank) {
    await seedAcme(neighbours.forge, at, neighbours.town);
    await seedTokens(broker, folder);
    await seedPeople(neighbours.forge, Date.now());
  }
  await seedUmbra(broker, at, folder);
  // What the platform does every five minutes.
  const { forge } = neighbours;
  setInterval(() => void forge.runScheduled().catch((error: unknown) => say(`heartbeat: ${String(error)}`)), 5 * 60_000).unref();
  console.log(guide(at, values.blank));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}

/** Ends everything that was started, once. */
function end(code: number): Promise<void> {
  ending ??= (async () => {
    await broker?.stop();
    await neighbours?.close();
    await rm(folder, { recursive: true, force: true });
    process.exit(code);
  })();
  return ending;
}

function say(text: string): void {
  console.log(text);
}

function fail(text: string): never {
  console.error(text);
  process.exit(1);
}
