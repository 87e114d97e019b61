import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { brand } from '../../support/builders/brand.ts';
import { aStoredFactor } from '../../support/builders/stored-factor.ts';
import { type CliBench, openCliBench } from '../../support/cli-bench.ts';
import { containerOf, containerPassword, passwordContainer, preSharedContainer, preSharedKey } from '../../support/factors/pskc.ts';

const secret = '3132333435363738393031323334353637383930';
let bench: CliBench;
beforeEach(async () => {
  bench = await openCliBench();
  await bench.addTenant('acme');
});
afterEach(() => bench.close());

const run = (...args: string[]) => bench.run('tokens', ...args);
const importing = (text: string, ...options: string[]) => {
  bench.files.set('tokens.csv', text);
  return run('import', 'tokens.csv', '--tenant', 'acme', ...options);
};

describe('gatehouse tokens import', () => {
  test('adds tokens, and leaves those alone that are there', async () => {
    expect(await importing(`A1,${secret},hotp\nA2,${secret}`)).toMatchObject({
      code: 0,
      out: 'Added: 2. In the pool already: 0. Left out: 0.',
    });
    expect(await importing(`A2,${secret}\nA3,${secret}`)).toMatchObject({ code: 0, out: 'Added: 1. In the pool already: 1. Left out: 0.' });
    const { out } = await run('list', '--tenant', 'acme');
    expect(out).toMatch(/A1 +HOTP +sha1 +6 +- +free/);
    expect(out).toMatch(/A2 +TOTP +sha1 +6 +30 s +free/);
    expect(out).not.toContain(secret.slice(0, 8));
  });

  test('tells with --dry-run what would come of it, and changes nothing', async () => {
    const { code, out } = await importing(`A1,${secret},hotp\nA2,${secret},totp,8,60`, '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('Secrets are read as hex.');
    expect(out).toMatch(/A2 +TOTP +sha1 +8 digits +60 s/);
    expect(out).toContain('Would be added: 2. In the pool already: 0. Wrong: 0.');
    expect(JSON.parse((await run('list', '--tenant', 'acme', '--json')).out)).toEqual([]);
  });

  test('adds nothing where a line is wrong, and the others when told to', async () => {
    const text = `A1,${secret}\n=HYPERLINK("x"),${secret}\nA1,${secret}\nA2,nothing`;
    const stopped = await importing(text);
    expect(stopped).toMatchObject({ code: 1, out: '' });
    expect(stopped.err).toContain('line 2: a cell begins like a formula');
    expect(stopped.err).toContain('line 3: a token with this number came before');
    expect(stopped.err).toContain('line 4: the secret is not written as the others are');
    expect(stopped.err).toContain('Nothing was added.');
    expect(await importing(text, '--leave-out-wrong')).toMatchObject({ code: 0, out: 'Added: 1. In the pool already: 0. Left out: 3.' });
  });

  test('reads key containers with a password or a key from a file', async () => {
    bench.files.set('password', `${containerPassword}\n`);
    bench.files.set('key', preSharedKey.toString('hex'));
    expect(await importing(passwordContainer)).toMatchObject({ code: 1, err: expect.stringContaining('encrypted with a password') });
    expect(await importing(passwordContainer, '--password-file', 'password')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Added: 1.'),
    });
    expect(await importing(preSharedContainer, '--key-file', 'key')).toMatchObject({
      code: 0,
      out: expect.stringContaining('already: 1.'),
    });
    expect(await importing(containerOf(3))).toMatchObject({ out: expect.stringContaining('Added: 3.') });
  });

  test('takes twenty thousand, and tells how far it is', async () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `N${index},${secret}`).join('\n');
    const { code, out, err } = await importing(text);
    expect([code, out]).toEqual([0, 'Added: 20000. In the pool already: 0. Left out: 0.']);
    expect(err.split('\n')).toHaveLength(10);
    expect(err).toContain('Tokens added: 10000 of 20000');
  }, 120_000);

  test.each([
    ['no tenant', ['import', 'tokens.csv'], '--tenant NAME is missing'],
    ['a file that is not there', ['import', 'none.csv', '--tenant', 'acme'], 'there is no file none.csv'],
    ['another encoding', ['import', 'tokens.csv', '--tenant', 'acme', '--encoding', 'rot13'], '--encoding is one of'],
    [
      'a key that is none',
      ['import', 'tokens.csv', '--tenant', 'acme', '--key-file', 'tokens.csv'],
      'the key file holds no 16, 24 or 32 bytes',
    ],
  ])('with %s is a wrong call', async (_, args, told) => {
    bench.files.set('tokens.csv', 'x');
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(told);
  });

  test('for a tenant that nobody knows is refused', async () => {
    bench.files.set('tokens.csv', `A1,${secret}`);
    expect(await run('import', 'tokens.csv', '--tenant', 'nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining('tenant_unknown'),
    });
  });
});

describe('gatehouse tokens remove', () => {
  test('takes a token that nobody has', async () => {
    await importing(`A1,${secret}`);
    expect(await run('remove', 'a-1', '--tenant', 'acme')).toMatchObject({ code: 0, out: 'Removed from the pool.' });
    expect(await run('remove', 'A1', '--tenant', 'acme')).toMatchObject({ code: 1, err: expect.stringContaining('no such token') });
  });

  test('takes one that is in use only when told so', async () => {
    await importing(`A1,${secret}`);
    const { storage } = bench;
    const tenant = await storage.tenants.findBySlug('acme');
    if (tenant === null) throw new Error('no tenant');
    const [row] = await storage.tokens.page(tenant.id, null, 1);
    if (row === undefined) throw new Error('no token');
    const factor = aStoredFactor({ tenant: tenant.id, id: brand('f'), kind: 'oath-token', state: 'active' });
    await storage.factors.insert(factor);
    await storage.tokens.assign(row, { factor: factor.id, position: 1, drift: 0 });
    expect((await run('list', '--tenant', 'acme', '--free', '--json')).out).toBe('[]');
    expect(await run('remove', 'A1', '--tenant', 'acme')).toMatchObject({ code: 1, err: expect.stringContaining('--in-use') });
    expect(await run('remove', 'A1', '--tenant', 'acme', '--in-use')).toMatchObject({
      code: 0,
      out: expect.stringContaining('who had it'),
    });
    expect(await storage.factors.find(tenant.id, factor.id)).toBeNull();
  });
});
