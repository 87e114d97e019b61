import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AccountId, PersonKey, SubjectKey } from '../../../broker/domain/brands.ts';
import type { Tenant } from '../../../broker/domain/tenant.ts';
import { brand } from '../../support/builders/brand.ts';
import { type CliBench, openCliBench } from '../../support/cli-bench.ts';
import { someSettings } from '../../support/settings.ts';

let bench: CliBench;
let acme: Tenant;
beforeEach(async () => {
  bench = await openCliBench();
  acme = await bench.addTenant('acme');
  await bench.makeLive(acme, 1, someSettings());
});
afterEach(() => bench.close());

const run = (...words: string[]) => bench.run('people', ...words);
const dayIn = (days: number) => new Date(bench.clock.now() + days * 86_400_000).toISOString().slice(0, 10);

/** They sign in: from then on the address is theirs. */
async function signIn(address: string, account: string): Promise<void> {
  const { id } = JSON.parse((await run('find', 'acme', address, '--json')).out) as { id: string };
  const subject = brand<SubjectKey>('S'.repeat(43));
  await bench.storage.people.link(acme.id, brand<PersonKey>(id.slice(2)), subject);
  await bench.storage.bindings.bind({ tenant: acme.id, connection: 'borealis', subject, accountId: brand<AccountId>(account), boundAt: 1 });
}

describe('gatehouse people', () => {
  test('adds, requires, exempts, finds and lists', async () => {
    expect((await run('list', 'acme')).out).toBe('There is nobody to list.');
    expect(await run('add', 'acme', 'ada@borealis.example')).toMatchObject({ code: 0, out: 'Added.' });
    expect(await run('add', 'acme', 'ADA@borealis.example')).toMatchObject({ code: 1, err: expect.stringContaining('there already') });
    expect((await run('require', 'acme', 'bo@borealis.example', '--reason', 'head of finance')).code).toBe(0);
    const exempt = await run('exempt', 'acme', 'ada@borealis.example', '--until', dayIn(3), '--reason', 'new phone');
    expect(exempt).toMatchObject({ code: 0, out: `Exempt until the end of ${dayIn(3)}, UTC.` });
    expect(
      (await run('list', 'acme')).out
        .split('\n')
        .slice(1)
        .map((line) => line.split(/ {2,}/))
        .toSorted((a, b) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['ada@borealis.example', '-', `exempt until ${dayIn(3)}`, 'not signed in yet'],
      ['bo@borealis.example', '-', 'required', 'not signed in yet'],
    ]);
    expect(JSON.parse((await run('list', 'acme', '--show', 'exempt', '--json')).out)).toMatchObject([{ address: 'ada@borealis.example' }]);
    const found = (await run('find', 'acme', 'ada@borealis.example')).out;
    expect(found).toMatch(/done {6}.* rule by operator: new phone/);
    expect(await run('find', 'acme', 'ada@')).toMatchObject({ code: 1, err: expect.stringContaining('Nobody') });
  });

  test('resets, gives a pass and forgets, and each is written down as done by the operator', async () => {
    await run('require', 'acme', 'ada@borealis.example');
    expect(await run('reset', 'acme', 'ada@borealis.example', '--reason', 'lost', '--yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('has not signed in yet'),
    });
    await signIn('ada@borealis.example', 'qm:ada');
    const reset = await run('reset', 'acme', 'qm:ada', '--reason', 'lost', '--yes');
    expect(reset.out).toContain('Second factors removed: 0. Sign-ins ended: 0.\nThe person gets a message about it.');
    expect(await run('pass', 'acme', 'qm:ada', '--reason', 'no phone')).toMatchObject({ code: 0, out: 'ABCD-EFGH-JKMN' });
    expect(bench.log.lines.filter(({ event }) => event.startsWith('people.')).map(({ event, fields }) => [event, fields.by])).toEqual([
      ['people.rule', 'operator'],
      ['people.reset', 'operator'],
      ['people.pass', 'operator'],
    ]);
    expect((await run('forget', 'acme', 'qm:ada', '--yes')).code).toBe(0);
    expect((await run('find', 'acme', 'qm:ada')).code).toBe(1);
  });

  test.each<[string, string[]]>([
    ['--yes', ['reset', 'acme', 'ada@borealis.example', '--reason', 'lost']],
    ['--reason', ['reset', 'acme', 'ada@borealis.example', '--yes']],
    ['--reason', ['pass', 'acme', 'ada@borealis.example', '--reason', ' ']],
    ['--yes', ['forget', 'acme', 'ada@borealis.example']],
    ['--until', ['exempt', 'acme', 'ada@borealis.example', '--reason', 'x']],
    ['--until', ['exempt', 'acme', 'ada@borealis.example', '--reason', 'x', '--until', '31.3.2027']],
    ['--reason', ['exempt', 'acme', 'ada@borealis.example', '--until', '2027-03-31']],
    ['--show', ['list', 'acme', '--show', 'some']],
    ['no file', ['import', 'acme', 'nothing.csv']],
  ])('asks for %s where it is missing, and does nothing', async (missing, words) => {
    expect(await run(...words)).toMatchObject({ code: 2, err: expect.stringContaining(missing) });
    expect(bench.state.opened).toBe(0);
  });

  test('refuses an exemption for years and an address that is none, in words', async () => {
    expect((await run('exempt', 'acme', 'a@b.example', '--until', dayIn(400), '--reason', 'x')).err).toContain('within a year');
    expect((await run('add', 'acme', 'ada at borealis')).err).toContain('no e-mail address');
    expect((await run('list', 'umbra')).code).toBe(1);
  });
});

describe('gatehouse people import', () => {
  const file = () =>
    `email,rule,until,reason,name\nada@borealis.example,required,,,Ada\nbo@borealis.example,exempt,${dayIn(5)},new phone,Bo\n`;

  test('tells what would come of a file, then takes it, and the second time changes nothing', async () => {
    bench.files.set('people.csv', file());
    const dry = await run('import', 'acme', 'people.csv', '--dry-run');
    expect(dry).toMatchObject({ code: 0, out: 'Would be added: 2. Changed: 0. Left as they are: 0. Wrong: 0.' });
    expect((await run('list', 'acme')).out).toBe('There is nobody to list.');
    expect((await run('import', 'acme', 'people.csv')).out).toBe('Added: 2. Changed: 0. Left as they are: 0. Left out: 0.');
    expect((await run('import', 'acme', 'people.csv')).out).toBe('Added: 0. Changed: 0. Left as they are: 2. Left out: 0.');
    bench.files.set('people.csv', 'email,rule\nada@borealis.example,policy');
    expect((await run('import', 'acme', 'people.csv')).out).toBe('Added: 0. Changed: 1. Left as they are: 0. Left out: 0.');
  });

  test('stops at wrong lines, unless told to leave them out', async () => {
    bench.files.set(
      'people.csv',
      'email,rule\nada@borealis.example,\n=1+1@x.example,required\nbo@borealis.example,exempt\nno address,required\ncy@localhost,required',
    );
    const stopped = await run('import', 'acme', 'people.csv');
    expect(stopped).toMatchObject({ code: 1, out: '' });
    for (const line of ['Line 3:', 'Line 4:', 'Line 5:', 'Line 6:']) expect(stopped.err).toContain(line);
    expect((await run('import', 'acme', 'people.csv', '--leave-out-wrong')).out).toBe(
      'Added: 1. Changed: 0. Left as they are: 0. Left out: 4.',
    );
  });

  test('takes 20,000 people', async () => {
    bench.files.set('people.csv', `email\n${Array.from({ length: 20_000 }, (_, n) => `p${n}@borealis.example`).join('\n')}`);
    const done = await run('import', 'acme', 'people.csv');
    expect(done.out).toBe('Added: 20000. Changed: 0. Left as they are: 0. Left out: 0.');
    expect((await bench.storage.people.count(acme.id, 30_000)).required).toBe(20_000);
  }, 60_000);

  test.each([
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x65, 0]), 'UTF-16'],
    ['another encoding', new Uint8Array([0x65, 0xf6]), 'UTF-8'],
  ])('refuses a file in %s, and says how to save it', async (_, bytes, words) => {
    bench.binaries.set('people.csv', bytes);
    expect(await run('import', 'acme', 'people.csv')).toMatchObject({ code: 1, err: expect.stringContaining(words) });
    expect(bench.state.opened).toBe(0);
  });
});
