import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AppError } from '../../../broker/domain/app-error.ts';
import { certificateFacts } from '../../../broker/domain/certificates.ts';
import type { PublishedProvider } from '../../../broker/domain/metadata/published.ts';
import type { Connector } from '../../../broker/domain/ports/connector.ts';
import { aCertificate, anotherCertificate } from '../../support/certificate.ts';
import { openCliBench } from '../../support/cli-bench.ts';
import { aSamlConnection } from '../../support/connections.ts';
import { someSettings } from '../../support/settings.ts';

const kestrel = aSamlConnection({ metadata: { url: 'https://id.kestrel.example/m', takeOver: 'certificates', signedBy: null } });
let bench: Awaited<ReturnType<typeof openCliBench>>;
let published: PublishedProvider | AppError;

beforeEach(async () => {
  bench = await openCliBench({ speaks: ['oidc', 'saml'] });
  const acme = await bench.addTenant('acme', { managedBy: 'file' });
  await bench.makeLive(acme, 1, someSettings({ connections: [kestrel] }));
  published = {
    kind: 'saml',
    entityId: kestrel.entityId,
    signOn: [{ url: 'https://new.kestrel.example/sso', binding: 'redirect' }],
    logout: [],
    certificates: [aCertificate, anotherCertificate].flatMap((text) => {
      const facts = certificateFacts(text);
      return facts === null ? [] : [{ ...facts, usable: true }];
    }),
    validUntil: null,
    cacheMs: null,
  };
  bench.state.saml = {
    async published() {
      if (published instanceof AppError) throw published;
      return published;
    },
  } as unknown as Connector;
});
afterEach(() => bench.close());

const digestIn = (out: string) => /to approve: (\S{43})/.exec(out)?.[1] ?? '';

describe('gatehouse connection metadata', () => {
  test('lists differences, takes new addresses over, and goes back', async () => {
    const read = await bench.run('connection', 'metadata', 'refresh', 'acme', 'kestrel');
    expect(read.code).toBe(0);
    expect(read.out).toContain('Certificate added, trusted beside those of the settings: CN=id.borealis.example');
    expect(read.out).toContain(
      'Sign-in address, waits for approval: https://id.kestrel.example/saml/sso -> https://new.kestrel.example/sso',
    );
    const digest = digestIn(read.out);
    const approved = await bench.run('connection', 'metadata', 'approve', 'acme', 'kestrel', digest);
    expect([approved.code, approved.out.includes('Sign-in address, taken over'), approved.out.includes('by operator')]).toEqual([
      0,
      true,
      true,
    ]);
    expect((await bench.run('connection', 'metadata', 'list', 'acme')).out).toContain(digest);
    const undone = await bench.run('connection', 'metadata', 'approve', 'acme', 'kestrel', digest, '--undo');
    expect([undone.code, undone.out.includes('Sign-in address, not wanted')]).toEqual([0, true]);
    expect(JSON.parse((await bench.run('connection', 'metadata', 'list', 'acme', '--json')).out)).toMatchObject([
      { connection: 'kestrel', staged: digest, taken: null },
    ]);
  });

  test('says why metadata is refused, and ends with 1', async () => {
    published = new AppError('import_redirected', { details: { because: 'import.redirect' } });
    const { code, out } = await bench.run('connection', 'metadata', 'refresh', 'acme', 'kestrel');
    expect([code, out.includes('(import_redirected, import.redirect)')]).toEqual([1, true]);
  });

  test('takes over nothing but what was shown', async () => {
    await bench.run('connection', 'metadata', 'refresh', 'acme', 'kestrel');
    const other = await bench.run('connection', 'metadata', 'approve', 'acme', 'kestrel', 'd'.repeat(43));
    expect([other.code, other.err.includes('published something else meanwhile')]).toEqual([1, true]);
    expect((await bench.run('connection', 'metadata', 'approve', 'acme', 'kestrel', 'short')).code).toBe(2);
    expect((await bench.run('connection', 'metadata', 'refresh', 'acme', 'nobody')).code).toBe(1);
  });
});
