import type { TestedConnection } from '#contract/rpc/drafts';
import { settingsToParts } from '../../broker/settings/to-parts.ts';
import type { AdminBench, Call } from './admin-bench.ts';
import type { TokenWish } from './forge-token.ts';
import { aConnection, secretsOf, someSettings } from './settings.ts';

const { clientSecret: _, ...publicSide } = aConnection({ id: 'okta' });
const testedConnection: TestedConnection = { ...publicSide, clientSecret: 'a new secret' };

/** One good call of each route of the Forge app. */
export const status: Call = { method: 'GET', url: '/forge/v1/status' };
export const heartbeat: Call = { method: 'POST', url: '/forge/v1/heartbeat', body: { manifest: null } };
export const installed: Call = { method: 'POST', url: '/forge/v1/lifecycle', body: { event: 'installed' } };
export const upgraded: Call = { method: 'POST', url: '/forge/v1/lifecycle', body: { event: 'upgraded' } };
export const missing: Call = { method: 'POST', url: '/forge/v1/parts/missing', body: { parts: [] } };
export const check = (changed: object): Call => ({ method: 'POST', url: '/forge/v1/settings/check', body: changed });
export const testJira: Call = { method: 'POST', url: '/forge/v1/jira/test', body: { credential: null } };
export const testConnection: Call = { method: 'POST', url: '/forge/v1/connections/test', body: { connection: testedConnection } };
export const findTrace = (supportCode: string): Call => ({ method: 'POST', url: '/forge/v1/traces/find', body: { supportCode } });

export const settings = someSettings({ policy: { preset: 'nobody' } });
export const cut = settingsToParts(settings, secretsOf(settings));
export const put = (index = 0): Call => ({ method: 'PUT', url: '/forge/v1/parts', body: cut.parts[index] });
export const activate = (revision = 1, epoch = 1): Call => ({
  method: 'POST',
  url: '/forge/v1/activate',
  body: { epoch, manifest: { revision, parts: cut.refs } },
});

export const addresses = {
  slug: 'acme',
  portalOrigin: 'https://acme.help.example',
  loginOrigin: 'https://acme-login.help.example',
};

/** Puts every part of `settings`. */
export async function pushAll(bench: AdminBench, wish: TokenWish = {}): Promise<void> {
  for (const index of cut.parts.keys()) await bench.call(wish, put(index));
}
