import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { secretRefs } from '#contract/settings/secrets';
import { migrations } from '../../../broker/adapters/sql/migrations/all.ts';
import { commands } from '../../../broker/cli/commands.ts';
import { brand } from '../../support/builders/brand.ts';
import { aStoredBrokerSession } from '../../support/builders/stored-session.ts';
import { type CliBench, openCliBench } from '../../support/cli-bench.ts';
import { anEmailCodeConnection } from '../../support/connections.ts';
import { aConnection, someSettings } from '../../support/settings.ts';

let bench: CliBench;

beforeEach(async () => {
  bench = await openCliBench();
});
afterEach(() => bench.close());

describe('help', () => {
  test('the overview names every command, and needs no configuration', async () => {
    bench.state.reading = { ok: false, problems: [] };
    const { code, out } = await bench.run('--help');
    expect(code).toBe(0);
    for (const { name } of commands) expect(out).toContain(name.join(' '));
    expect(await bench.run('help')).toMatchObject({ code: 0, out });
  });

  test('each command tells its options and an example', async () => {
    for (const command of commands) {
      const { code, out } = await bench.run(...command.name, '--help');
      expect(code).toBe(0);
      for (const option of Object.keys(command.options)) expect(out).toContain(`--${option}`);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) expect(out).toContain(example);
    }
    expect(bench.state.opened).toBe(0);
  });
});

describe('a call that does not exist ends with 2 and changes nothing', () => {
  test.each([
    [[], 'gatehouse COMMAND'],
    [['party'], 'no command "party"'],
    [['tenant'], 'add, list, rename'],
    [['tenant', 'drop'], 'add, list, rename'],
    [['tenant', 'add'], '--slug NAME is missing'],
    [['tenant', 'add', '--slug'], 'slug'],
    [['tenant', 'add', '--slug', 'acme', 'more'], '"more" is one argument too many'],
    [['tenant', 'add', '--slug', 'acme', '--portal-origin', 'https://a.example'], 'belong together'],
    [['tenant', 'add', '--slug', 'acme', '--portal-origin', 'https://a.example', '--login-origin', 'https://a.example'], 'two hosts'],
    [['tenant', 'add', '--slug', 'acme', '--portal-origin', 'http://a.example', '--login-origin', 'https://b.example'], 'https://'],
    [['tenant', 'add', '--slug', 'acme', '--portal-origin', 'https://a.example/x', '--login-origin', 'https://b.example'], 'an origin'],
    [['tenant', 'rename', 'acme'], 'NAME is missing'],
    [['config', 'apply'], 'FILE is missing'],
    [['config', 'plan', 'nowhere.yaml'], 'no file "nowhere.yaml"'],
    [['keys'], 'list, rotate signing, rotate data, rotate master'],
    [['keys', 'rotate'], 'list, rotate signing, rotate data, rotate master'],
    [['keys', 'rotate', 'signing', '--overlap', '1y'], 'write 90s, 15m, 12h or 7d'],
    [['keys', 'rotate', 'signing', '--overlap', '9m'], '--overlap must be from 10m to 60d'],
    [['keys', 'rotate', 'signing', '--ahead', '1s'], '--ahead must be from 30s to 60d'],
    [['keys', 'rotate', 'signing', '--now', '--overlap', '1h'], '--now leaves no room'],
    [['keys', 'rotate', 'signing', '--purpose', 'data'], '--purpose is one of: login, portal, connection, decryption, client'],
    [['keys', 'rotate', 'data', '--tenant', 'acme', '--all'], 'exclude each other'],
    [['config', 'apply', 'nowhere.yaml'], 'no file "nowhere.yaml"'],
    [['config', 'export', '--yaml'], 'Unknown option'],
    [['health', '--url', 'help.example'], 'not an address'],
  ] as [string[], string][])('%j', async (argv, text) => {
    const { code, out, err } = await bench.run(...argv);
    expect([code, out + err]).toEqual([2, expect.stringContaining(text)]);
    expect(await bench.storage.tenants.list()).toEqual([]);
  });
});

test('a configuration with mistakes ends with 1 and tells each of them', async () => {
  bench.state.reading = {
    ok: false,
    problems: [
      { path: '/BASE_URL', message: 'is missing.' },
      { path: '/MASTER_KEY', message: 'is too short.' },
    ],
  };
  const { code, err } = await bench.run('tenant', 'list');
  expect(code).toBe(1);
  expect(err).toContain('/BASE_URL: is missing.');
  expect(err).toContain('/MASTER_KEY: is too short.');
});

test('what was opened is closed, also after a failure', async () => {
  await bench.run('tenant', 'rename', 'nobody', 'somebody');
  await bench.run('tenant', 'list');
  expect(bench.state).toMatchObject({ opened: 2, closed: 2 });
});

describe('tenant', () => {
  test('add makes one whose settings come from a file, and prints its addresses', async () => {
    const { code, out } = await bench.run('tenant', 'add', '--slug', 'acme');
    expect(code).toBe(0);
    expect(out).toContain('https://acme.help.example');
    expect(out).toContain('https://acme-login.help.example/callback/{connection}');
    expect(await bench.storage.tenants.findBySlug('acme')).toMatchObject({ managedBy: 'file', cloudId: null });
  });

  test('add takes two hosts of the operator', async () => {
    const argv = ['--portal-origin', 'https://help.acme.example', '--login-origin', 'https://login.acme.example', '--json'];
    const { out } = await bench.run('tenant', 'add', '--slug', 'acme', ...argv);
    expect(bench.state.logs).toEqual(['stderr']);
    expect(JSON.parse(out)).toMatchObject({ portalOrigin: 'https://help.acme.example', loginOrigin: 'https://login.acme.example' });
  });

  test.each(['acme-login', 'admin', 'Acme', 'a--b'])('add refuses the name %s and says why', async (slug) => {
    expect(await bench.run('tenant', 'add', '--slug', slug)).toMatchObject({
      code: 1,
      err: expect.stringContaining('tenant_name_invalid'),
    });
  });

  test('a name is never given twice, not even after a rename', async () => {
    await bench.run('tenant', 'add', '--slug', 'acme');
    expect(await bench.run('tenant', 'add', '--slug', 'acme')).toMatchObject({ code: 1, err: expect.stringContaining('tenant_exists') });
    expect((await bench.run('tenant', 'rename', 'acme', 'apex')).out).toContain('https://apex.help.example');
    expect(await bench.run('tenant', 'add', '--slug', 'acme')).toMatchObject({ code: 1 });
    expect(await bench.storage.tenants.findBySlug('apex')).toMatchObject({ loginOrigin: 'https://acme-login.help.example' });
  });

  test('list shows what is live', async () => {
    expect((await bench.run('tenant', 'list')).out).toContain('tenant add');
    await bench.run('tenant', 'add', '--slug', 'acme');
    bench.write('acme.yaml', someSettings());
    await bench.run('config', 'apply', 'acme.yaml');
    expect((await bench.run('tenant', 'list')).out).toMatch(/acme\s+file\s+active\s+1\s+https:\/\/acme\.help\.example/);
    expect(JSON.parse((await bench.run('tenant', 'list', '--json')).out)).toMatchObject([{ slug: 'acme', live: { revision: 1 } }]);
  });
});

describe('config', () => {
  beforeEach(() => bench.run('tenant', 'add', '--slug', 'acme'));
  const live = async () => {
    const tenant = await bench.storage.tenants.findBySlug('acme');
    return bench.snapshots.live(tenant?.id as never);
  };
  const jira = {
    kind: 'api-token',
    siteUrl: 'https://acme.atlassian.net',
    email: 'bot@acme.example',
    token: { secret: 'sec_0000000000000000000000', setAt: 0 },
    expiresOn: '2027-03-31',
  } as const;

  test('apply makes a file live and says what changed', async () => {
    bench.write('acme.yaml', someSettings({ jira, policy: { preset: 'recommended' } }));
    const { code, out, err } = await bench.run('config', 'apply', 'acme.yaml', '--tenant', 'acme');
    expect([code, err]).toEqual([0, expect.stringMatching(/^Storing part 1 of 7/)]);
    expect(out.split('\n')).toEqual([
      '+ connection borealis ("Borealis Shipping", "https://borealis.example")',
      '+ jira ("https://acme.atlassian.net")',
      '"acme": revision 1 is live.',
    ]);
    const { settings, secrets } = await live();
    const [ref] = secretRefs(settings);
    const secret = ref?.ref.secret ?? '';
    expect(secrets.get(secret)?.reveal()).toBe('value of BOREALIS_CLIENT_SECRET');
  });

  test('apply of the same file again changes nothing', async () => {
    bench.write('acme.yaml', someSettings({ jira }));
    await bench.run('config', 'apply', 'acme.yaml');
    const before = await live();
    bench.clock.advance({ hours: 1 });
    expect(await bench.run('config', 'apply', 'acme.yaml')).toMatchObject({
      code: 0,
      out: '"acme": nothing changed, revision 1 stays live.',
    });
    expect((await live()).settings).toEqual(before.settings);
  });

  test('apply of a new value for a secret says so without telling it', async () => {
    bench.write('acme.yaml', someSettings());
    await bench.run('config', 'apply', 'acme.yaml');
    bench.env.BOREALIS_CLIENT_SECRET = 'quite another value';
    const { out, err } = await bench.run('config', 'apply', 'acme.yaml');
    expect(out.split('\n')).toEqual([
      '~ connection borealis',
      '    clientSecret: changed (a secret)',
      expect.stringContaining('! connection borealis: Another client secret'),
      '! jira: No Jira credential: nobody gets in.',
      '"acme": revision 2 is live.',
    ]);
    expect(out + err).not.toContain('quite another value');
    expect(out).not.toContain('sec_');
  });

  test('a file with mistakes is refused as a whole, every mistake with its line', async () => {
    bench.write('good.yaml', someSettings());
    await bench.run('config', 'apply', 'good.yaml');
    bench.write('bad.yaml', someSettings(), (text) => text.replace('everybody', 'somebody').replace('issuer: https', 'issuer: ftp'));
    const { code, out, err } = await bench.run('config', 'apply', 'bad.yaml');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('bad.yaml has 2 mistakes; nothing was changed.');
    expect(err).toMatch(/line \d+, \/connections\/0\/issuer: /);
    expect(err).toMatch(/line \d+, \/policy\/preset: /);
    expect((await live()).revision).toBe(1);
  });

  test('a secret that is not there is told with the line of its reference', async () => {
    bench.write('acme.yaml', someSettings({ connections: [aConnection(), aConnection({ id: 'okta' })] }));
    delete bench.env.BOREALIS_CLIENT_SECRET;
    bench.env.OKTA_CLIENT_SECRET = '';
    const { code, err } = await bench.run('config', 'apply', 'acme.yaml');
    expect(code).toBe(1);
    expect(err).toMatch(/line \d+, \/connections\/0\/clientSecret: the environment variable BOREALIS_CLIENT_SECRET is not set/);
    expect(err).toMatch(/line \d+, \/connections\/1\/clientSecret: /);
    expect((await live()).revision).toBeNull();
  });

  test('plan says what apply says and changes nothing', async () => {
    bench.write('acme.yaml', someSettings({ jira }));
    const { code, out } = await bench.run('config', 'plan', 'acme.yaml');
    expect([code, out.split('\n').at(-1)]).toEqual([0, '"acme": live is nothing; applying the file makes revision 1.']);
    expect((await live()).revision).toBeNull();
    const applied = await bench.run('config', 'apply', 'acme.yaml');
    expect(applied.out.split('\n').slice(0, -1)).toEqual(out.split('\n').slice(0, -1));
    expect(await bench.run('config', 'plan', 'acme.yaml')).toMatchObject({
      code: 0,
      out: '"acme": nothing to change, revision 1 stays live.',
    });
  });

  test('plan counts the people and sessions that a change reaches', async () => {
    bench.write('acme.yaml', someSettings({ policy: { preset: 'nobody' }, jira }));
    await bench.run('config', 'apply', 'acme.yaml');
    const tenant = await bench.storage.tenants.findBySlug('acme');
    if (tenant === null) throw new Error('no tenant');
    const now = bench.clock.now();
    const at = { tenant: tenant.id, connection: 'borealis', lastSeenAt: now, expiresAt: now + 1000 };
    await bench.storage.sessions.insertBroker(aStoredBrokerSession({ ...at, id: brand('s1') }));
    await bench.storage.sessions.insertBroker(aStoredBrokerSession({ ...at, id: brand('s2'), strength: 'strong' }));
    await bench.storage.sessions.insertBroker(aStoredBrokerSession({ ...at, id: brand('s3'), expiresAt: now }));
    await bench.storage.bindings.bind({ ...at, subject: brand('p1'), accountId: brand('a1'), boundAt: now });
    bench.write('strict.yaml', someSettings({ policy: { preset: 'everybody' }, jira }));
    expect((await bench.run('config', 'plan', 'strict.yaml')).out).toContain(
      '! policy: More is asked for. Sessions with less, which end at once, so that those people are asked: 1.',
    );
    bench.write('none.yaml', someSettings({ connections: [], policy: { preset: 'nobody' }, jira }));
    const { out } = await bench.run('config', 'plan', 'none.yaml', '--json');
    expect(JSON.parse(out)).toMatchObject({
      tenant: 'acme',
      live: 1,
      applies: true,
      changes: [{ kind: 'removed', what: 'connection borealis', value: { clientSecret: '(secret)' } }],
      warnings: [{ what: 'connection borealis', people: 1, sessions: 2 }, { what: 'connections' }],
    });
    expect(out).not.toMatch(/value of|sec_/);
  });

  test('plan tells a program by its exit code whether there is something to change', async () => {
    bench.write('acme.yaml', someSettings());
    expect((await bench.run('config', 'plan', 'acme.yaml', '--exit-code')).code).toBe(3);
    await bench.run('config', 'apply', 'acme.yaml');
    expect((await bench.run('config', 'plan', 'acme.yaml', '--exit-code')).code).toBe(0);
    bench.write('acme.yaml', someSettings(), (text) => text.replace('everybody', 'somebody'));
    expect((await bench.run('config', 'plan', 'acme.yaml', '--exit-code')).code).toBe(1);
  });

  test('a plan refuses what this broker could not make live', async () => {
    bench.write('acme.yaml', someSettings({ connections: [aConnection(), anEmailCodeConnection()] }));
    const { code, err } = await bench.run('config', 'plan', 'acme.yaml');
    expect(err).toMatch(/line \d+, \/connections\/1\/protocol: the broker cannot send e-mail yet/);
    expect(code).toBe(1);
  });

  test('a tenant that Jira manages is not changed by a file', async () => {
    await bench.addTenant('forged');
    bench.write('acme.yaml', someSettings());
    const applied = await bench.run('config', 'apply', 'acme.yaml', '--tenant', 'forged');
    expect(applied).toMatchObject({ code: 1, err: expect.stringContaining('tenant_managed_by_forge') });
  });

  test('apply asks which tenant where it could be several, and knows none that is not there', async () => {
    bench.write('acme.yaml', someSettings());
    expect(await bench.run('config', 'apply', 'acme.yaml', '--tenant', 'nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining('tenant_unknown'),
    });
    await bench.run('tenant', 'add', '--slug', 'other');
    expect(await bench.run('config', 'apply', 'acme.yaml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--tenant NAME is missing'),
    });
  });

  test('what export prints can be applied, and holds no secret', async () => {
    bench.write('acme.yaml', someSettings({ jira }));
    await bench.run('config', 'apply', 'acme.yaml');
    for (const form of [[], ['--json']]) {
      const { code, out } = await bench.run('config', 'export', 'acme', ...form);
      expect(code).toBe(0);
      expect(out).not.toMatch(/value of|sec_/);
      bench.files.set('exported', out);
      expect((await bench.run('config', 'apply', 'exported')).out).toContain('nothing changed');
    }
  });
});

describe('connection test', () => {
  beforeEach(async () => {
    await bench.run('tenant', 'add', '--slug', 'acme');
    bench.write('acme.yaml', someSettings());
    await bench.run('config', 'apply', 'acme.yaml');
  });

  test('prints each step', async () => {
    const { code, out } = await bench.run('connection', 'test', 'acme', 'borealis');
    expect([code, out]).toEqual([0, 'ok      reach: The provider answered.\n"Borealis Shipping" can be used.']);
    expect(bench.state.tested).toEqual(['borealis']);
  });

  test('ends with 1 when a step fails', async () => {
    bench.state.testResult = {
      ok: false,
      checks: [{ name: 'reach', ok: false, text: 'No answer.' }],
    };
    expect(await bench.run('connection', 'test', 'acme', 'borealis')).toMatchObject({
      code: 1,
      out: expect.stringContaining('FAILED  reach: No answer.'),
    });
    expect(JSON.parse((await bench.run('connection', 'test', 'acme', 'borealis', '--json')).out)).toEqual(bench.state.testResult);
  });

  test('of a connection that is not live says so', async () => {
    expect(await bench.run('connection', 'test', 'acme', 'okta')).toMatchObject({
      code: 1,
      err: expect.stringContaining('connection_unknown'),
    });
  });
});

describe('health', () => {
  test('asks the address of the configuration, or another, and needs nothing else of it', async () => {
    bench.state.reading = { ok: false, problems: [] };
    bench.env.BASE_URL = 'https://help.example/';
    expect(await bench.run('health')).toMatchObject({ code: 0, out: 'https://help.example/readyz is ready.' });
    await bench.run('health', '--url', 'http://127.0.0.1:9999');
    expect(bench.state.asked).toEqual(['https://help.example/readyz', 'http://127.0.0.1:9999/readyz']);
    expect(bench.state.opened).toBe(0);
  });

  test('ends with 1 when the broker is not ready or not there', async () => {
    bench.state.ready = { status: 503, text: '{"database":"away"}' };
    expect(await bench.run('health')).toMatchObject({ code: 1, err: expect.stringContaining('503 {"database":"away"}') });
    bench.state.ready = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
    expect(await bench.run('health', '--json')).toMatchObject({ code: 1, out: expect.stringContaining('ECONNREFUSED') });
  });
});

test('migrate opens the database, which brings it up to date, and says which steps that were', async () => {
  const { code, out } = await bench.run('migrate');
  const steps = migrations.map(({ number, name }) => `Done: step ${number}, ${name}.`);
  expect([code, out.split('\n')]).toEqual([0, [...steps, 'The database gatehouse.sqlite is up to date.']]);
});

test('serve listens where the configuration says until it is stopped, then closes', async () => {
  const { code, err } = await bench.run('serve');
  expect([code, err]).toEqual([0, expect.stringContaining('Listening on http://127.0.0.1:8080 for https://help.example (production).')]);
  expect(bench.state).toMatchObject({ listening: [{ host: '127.0.0.1', port: 0 }], logs: ['stdout'], closed: 1 });
});
