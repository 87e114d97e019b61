import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { brokerRoutes } from '#contract/rpc/broker';
import type { OurMetadata } from '#contract/rpc/our-metadata';
import { type AdminBench, openAdminBench } from '../../support/admin-bench.ts';
import { samlAt, samlText } from '../../support/import/published.ts';
import { describedProvider } from '../../support/saml/described.ts';
import { idp } from '../../support/saml/response.ts';

const reading = (wanted: unknown) => ({ method: 'POST' as const, url: brokerRoutes.importConnection.path, body: { wanted } });
const ours = (more: object = {}) => ({
  method: 'POST' as const,
  url: brokerRoutes.ourMetadata.path,
  body: { id: 'not-saved-yet', signRequests: true, signed: 'both', encryption: 'accepted', nameIdFormat: null, ...more },
});

let bench: AdminBench;
beforeEach(async () => {
  bench = await openAdminBench();
  await bench.install();
});
afterEach(() => bench.close());

describe('what a provider says of itself', () => {
  test('is read from its address or a text, and nothing is kept', async () => {
    bench.pages.set('https://idp.example/metadata', describedProvider());
    for (const wanted of [samlAt('https://idp.example/metadata'), samlText(describedProvider())])
      expect(await bench.call({}, reading(wanted))).toMatchObject({ status: 200, body: { found: { kind: 'saml', entityId: idp } } });
    const [tenant] = await bench.storage.tenants.list();
    expect((await bench.snapshots.live(tenant?.id ?? ('none' as never))).revision).toBeNull();
  });

  test('is refused with words for the administrator, and leaves a trace by its check', async () => {
    const answer = await bench.call({}, reading(samlText('-----BEGIN PRIVATE KEY-----\nAA\n-----END PRIVATE KEY-----')));
    expect(answer).toMatchObject({ status: 422, body: { error: { code: 'import_private_key', supportCode: 'ABCD1234EFGH' } } });
    expect(JSON.stringify(answer.body)).not.toContain('BEGIN PRIVATE KEY');
    expect(bench.recorded.at(-1)).toMatchObject({ code: 'import_private_key', because: 'import.private-key' });
  });

  test('a provider of a protocol without such a document cannot be read', async () => {
    expect(await bench.code({}, reading({ protocol: 'oidc', issuer: 'https://id.example' }))).toBe('import_unsupported');
  });
});

describe('what we say of ourselves', () => {
  test('is told of a connection that is not saved yet, as its options have it', async () => {
    const told = async (more: object) => ((await bench.call({}, ours(more))).body as OurMetadata).xml;
    const xml = await told({});
    expect(xml).toContain('entityID="https://acme-login.help.example/saml/connections/not-saved-yet"');
    expect(xml).toContain('WantAssertionsSigned="true"');
    expect(xml).toContain('use="encryption"');
    expect(await told({ encryption: 'never' })).not.toContain('use="encryption"');
  });

  test('needs a short name that could be one', async () => {
    expect(await bench.code({}, ours({ id: '../portal' }))).toBe('request_malformed');
  });
});

test.each([
  ['the schedule', { module: 'heartbeat' as const }],
  ['a lifecycle event', { module: 'lifecycle' as const }],
])('%s is no administrator', async (_who, wishes) => {
  for (const call of [reading(samlText(describedProvider())), ours()]) expect((await bench.call(wishes, call)).status).toBe(403);
});

test('a call that reads an address counts once', async () => {
  const call = { ...reading(samlText(describedProvider())), token: await bench.signer.token({}) };
  expect((await bench.call({}, call)).status).toBe(200);
  expect(await bench.code({}, call)).toBe('forge_token_replayed');
});
