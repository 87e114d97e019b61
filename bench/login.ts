import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { oidcDefaults } from '#contract/presets/defaults';
import { demoTokens } from '../sandbox/jira/seed/acme-people.ts';
import { demoSites } from '../sandbox/jira/seed.ts';
import { createJiraSimulator } from '../sandbox/jira/simulator.ts';
import { type BrokerUnderTest, buildBundle, startBrokerUnderTest } from './broker-under-test.ts';
import { type Row, rounded } from './row.ts';

const rounds = 8;
/** V8 compiles what it has seen often enough; below some thousand logins a good part still runs as bytecode. */
const warmUpRounds = 10;
const loginsPerRound = 300;
const atOnce = 4;
const cpuGoalUs = 1_000;
const rsaGoal = 5;

/**
 * CPU of the broker per login, SAML in, OpenID Connect out and back, SAML out, no second factor, on SQLite. `login.` is the
 * login host's part (what any party would cause), `journey.` is all of it with our own portal as the party.
 */
export async function benchLogin(): Promise<readonly Row[]> {
  buildBundle();
  const sites = demoSites(Date.now());
  const jira = createJiraSimulator({ sites });
  const { port: jiraPort } = await jira.listen(0);
  const jiraUrl = `http://acme-jira.localhost:${jiraPort}`;
  const provider = await startProvider();
  const broker = await startBrokerUnderTest([jiraUrl, provider.issuer]);
  try {
    setUp(broker, { jiraUrl, issuer: provider.issuer });
    const client = createClient(broker.port);
    // Every person signs in once before anything counts: accounts are bound at the first sign-in.
    for (let round = 0; round < warmUpRounds; round += 1) await journeys(client, loginsPerRound);
    const login: number[] = [];
    const journey: number[] = [];
    const rsa: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      rsa.push(rsaSignUs());
      const asked = await inParallel(loginsPerRound, () => client.ask());
      const before = broker.cpuUs();
      await inParallel(loginsPerRound, (index) => client.logIn(asked[index] as string));
      login.push((broker.cpuUs() - before) / loginsPerRound);
      const start = broker.cpuUs();
      await journeys(client, loginsPerRound);
      journey.push((broker.cpuUs() - start) / loginsPerRound);
    }
    const against = rounded(Math.min(...rsa));
    const row = (name: string, value: number, goal: string, ok: boolean): Row => ({
      name,
      unit: 'us',
      value: rounded(value),
      against,
      ratio: rounded(value / against),
      goal,
      ok,
    });
    const best = Math.min(...login);
    return [
      row(
        'login.oidc.sqlite.cpu',
        best,
        `<= ${cpuGoalUs} us and <= ${rsaGoal} x one RSA-2048 signature`,
        best <= cpuGoalUs && best <= rsaGoal * against,
      ),
      row('journey.oidc.sqlite.cpu', Math.min(...journey), 'no goal yet', true),
    ];
  } finally {
    await broker.stop();
    provider.child.kill();
    await jira.close();
  }
}

function rsaSignUs(): number {
  const { privateKey } = rsaKey;
  const data = Buffer.alloc(1_024, 7);
  const before = process.cpuUsage();
  for (let count = 0; count < 300; count += 1) sign('sha256', data, privateKey);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 300;
}
const rsaKey = generateKeyPairSync('rsa', { modulusLength: 2048 });

function setUp(broker: BrokerUnderTest, at: { jiraUrl: string; issuer: string }): void {
  const file = join(broker.folder, 'acme.json');
  const connection = {
    id: 'bench',
    protocol: 'oidc',
    preset: 'generic-oidc',
    name: 'Bench',
    enabled: true,
    issuer: at.issuer,
    clientId: 'bench',
    clientSecret: { env: 'BENCH_CLIENT_SECRET' },
    ...oidcDefaults,
    tokenEndpointAuth: 'client_secret_post',
    domains: { mode: 'any-unclaimed' },
  };
  const settings = {
    connections: [connection],
    parties: [],
    policy: { preset: 'nobody' },
    portal: { name: 'Bench', accentColor: '#0c66e4', contact: '', primaryConnection: null, askForEmail: false },
    jira: { kind: 'api-token', siteUrl: at.jiraUrl, email: 'admin@acme.example', token: { env: 'BENCH_JIRA_TOKEN' }, expiresOn: null },
  };
  writeFileSync(file, JSON.stringify(settings));
  broker.run(['tenant', 'add', '--slug', 'acme']);
  broker.run(['config', 'apply', file, '--tenant', 'acme'], {
    BENCH_CLIENT_SECRET: 'bench-secret',
    BENCH_JIRA_TOKEN: demoTokens.acmeAdmin,
  });
}

function startProvider(): Promise<{ child: ChildProcess; issuer: string }> {
  const script = join(import.meta.dirname, 'oidc-provider.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((done, fail) => {
    child.once('exit', () => fail(new Error('the provider ended by itself')));
    child.stdout.once('data', (line: Buffer) => done({ child, issuer: (JSON.parse(line.toString()) as { issuer: string }).issuer }));
  });
}

interface Answer {
  readonly status: number;
  readonly location: string;
  readonly cookie: string;
  readonly body: string;
}

/** A browser cut down to what a login needs; connections are kept alive as browsers do. */
function createClient(port: number) {
  const agent = new Agent({ keepAlive: true });
  const portal = `acme.localhost:${port}`;
  let calls = 0;

  function call(target: string, more: { method?: string; cookie?: string; body?: string; to?: number } = {}): Promise<Answer> {
    const url = new URL(target);
    calls += 1;
    const headers = {
      host: url.host,
      'x-forwarded-for': `10.${calls & 255}.${(calls >> 8) & 255}.1`,
      ...(more.cookie && { cookie: more.cookie }),
      ...(more.body && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(more.body) }),
    };
    return new Promise((done, fail) => {
      const sent = request(
        {
          agent,
          host: '127.0.0.1',
          port: url.port,
          path: `${url.pathname}${url.search}`,
          method: more.method ?? 'GET',
          headers,
        },
        (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (chunk: string) => {
            body += chunk;
          });
          response.on('end', () => {
            const cookie = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
            done({ status: response.statusCode ?? 0, location: response.headers.location ?? '', cookie, body });
          });
        },
      );
      sent.on('error', fail).end(more.body);
    });
  }

  return {
    /** The portal's request; gives the login host's address with it. */
    async ask(): Promise<string> {
      return (await call(`http://${portal}/servicedesk/customer/portals`)).location;
    },
    /** The login host's part: to the provider and back; gives the form for the portal. */
    async logIn(address: string): Promise<{ action: string; response: string }> {
      const away = await call(address);
      const back = await call(away.location);
      const page = await call(back.location, { cookie: away.cookie });
      const response =
        / name="SAMLResponse" value="([^"]+)"/.exec(page.body)?.[1] ?? / value="([^"]+)"[^>]* name="SAMLResponse"/.exec(page.body)?.[1];
      if (response === undefined) throw new Error(`no answer (${page.status}): ${page.body.slice(0, 2_000)}`);
      return { action: `http://${portal}/saml/acs`, response };
    },
    async journey(): Promise<void> {
      const asked = await call(`http://${portal}/servicedesk/customer/portals`);
      const { action, response } = await this.logIn(asked.location);
      const body = `SAMLResponse=${encodeURIComponent(response)}`;
      const signedIn = await call(action, { method: 'POST', cookie: asked.cookie, body });
      if (signedIn.status !== 200 || !signedIn.cookie.includes('__Host-session'))
        throw new Error(`not signed in: ${signedIn.status} ${signedIn.body.slice(0, 2_000)}`);
    },
  };
}

type Client = ReturnType<typeof createClient>;

async function journeys(client: Client, count: number): Promise<void> {
  await inParallel(count, () => client.journey());
}

async function inParallel<Result>(count: number, work: (index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
