import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { TenantId } from '../../../../broker/domain/brands.ts';
import { Secret } from '../../../../broker/domain/secret.ts';
import type { Snapshot } from '../../../../broker/domain/snapshot.ts';
import { demoTokens } from '../../../../sandbox/jira/seed/acme-people.ts';
import { someSettings } from '../../../support/settings.ts';
import { type JiraBench, openJiraBench } from './harness.ts';

let bench: JiraBench;

beforeAll(async () => {
  bench = await openJiraBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.simulator.faults.clear();
  bench.sent.length = 0;
  bench.clock.advance({ minutes: 1 });
});

const gateway = () => `${bench.urlOf('acme')}/ex/jira/${bench.acme.cloudId}`;

describe('the way to Jira of a tenant', () => {
  test('is refused without a credential, without its secret, and with an address that is none', () => {
    const none: Snapshot = { ...bench.snapshot(), settings: someSettings({ jira: null }) };
    const reasonOf = (snapshot: Snapshot) => {
      try {
        bench.source.of(snapshot);
        return 'none';
      } catch (error) {
        return error;
      }
    };
    expect(reasonOf(none)).toMatchObject({ code: 'jira_not_configured', details: { reason: 'none' } });
    expect(reasonOf({ ...bench.snapshot(), secrets: new Map() })).toMatchObject({
      code: 'jira_not_configured',
      details: { reason: 'token-missing' },
    });
    for (const siteUrl of [
      'ftp://acme.example',
      'https://user:pass@acme.example',
      'https://acme.example?x=1',
      'https://acme.example#x',
      'acme',
    ])
      expect(reasonOf(bench.snapshot({ siteUrl }))).toMatchObject({ code: 'jira_not_configured', details: { reason: 'address' } });
    expect(bench.sent).toHaveLength(0);
  });

  test('sends e-mail and token by basic authentication, to the site', async () => {
    await bench.jira.desks();
    const { request } = bench.sent[0] ?? {};
    const pair = Buffer.from(`admin@acme.example:${demoTokens.acmeAdmin}`).toString('base64');
    expect(request?.headers?.authorization).toBe(`Basic ${pair}`);
    expect(request?.url).toBe(`${bench.urlOf('acme')}/rest/servicedeskapi/servicedesk?start=0&limit=100`);
  });

  test('keeps the path of an address in front of every call', async () => {
    const jira = bench.source.of(bench.snapshot({ siteUrl: `${gateway()}/` }));
    expect(await jira.desks()).toHaveLength(3);
    expect(bench.sent[0]?.request.url).toBe(`${gateway()}/rest/servicedeskapi/servicedesk?start=0&limit=100`);
  });
});

describe('the app token', () => {
  const tenant = 'tenant-app' as TenantId;
  const appSnapshot = (): Snapshot => ({ ...bench.snapshot({ tenant }), settings: someSettings({ jira: { kind: 'app-token' } }) });

  test('is unknown until a call brings one', () => {
    expect(bench.source.ofApp(tenant)).toBeNull();
    expect(() => bench.source.of(appSnapshot())).toThrow(expect.objectContaining({ code: 'jira_not_configured' }));
  });

  test('works through the gateway as bearer, for the checks and as credential', async () => {
    bench.source.rememberAppToken(tenant, new Secret(demoTokens.acmeApp), gateway());
    expect(await bench.source.ofApp(tenant)?.isAdministrator(bench.account('admin@acme.example'))).toBe(true);
    expect(await bench.source.ofApp(tenant)?.isAdministrator(bench.account('nora@acme.example'))).toBe(false);
    expect(bench.sent[0]?.request.headers?.authorization).toBe(`Bearer ${demoTokens.acmeApp}`);
    expect(await bench.source.of(appSnapshot()).desks()).toHaveLength(3);
  });

  test('is another tenant’s never, and forgotten when it is old', () => {
    bench.source.rememberAppToken(tenant, new Secret(demoTokens.acmeApp), gateway());
    expect(bench.source.ofApp('tenant-other' as TenantId)).toBeNull();
    bench.clock.advance({ minutes: 49 });
    expect(bench.source.ofApp(tenant)).not.toBeNull();
    bench.clock.advance({ minutes: 1 });
    expect(bench.source.ofApp(tenant)).toBeNull();
    expect(() => bench.source.of(appSnapshot())).toThrow(expect.objectContaining({ code: 'jira_not_configured' }));
  });
});
