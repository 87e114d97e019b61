import type { KeyObject } from 'node:crypto';
import type { TenantId } from '../../../../broker/domain/brands.ts';
import type { Tenant } from '../../../../broker/domain/tenant.ts';
import { readAuthnRequest } from '../../../../broker/saml/authn-request.ts';
import { buildResponse, type ResponseToBuild } from '../../../../broker/saml/build-response.ts';
import type { Bench } from './bench.ts';
import { ada } from './fake-jira.ts';

const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
let answers = 0;

/** Id of the AuthnRequest in an address that the portal sent a browser to. */
export function requestIdIn(location: string): string {
  const read = readAuthnRequest(new URL(location).search.slice(1));
  if (!read.ok) throw new Error(`${read.code}: ${read.because}`);
  return read.request.id;
}

export async function loginKey(bench: Bench, tenant: TenantId = 'tenant-acme' as TenantId): Promise<KeyObject> {
  return (await bench.keys.current(tenant, 'login', 'ecdsa-p256')).privateKey;
}

/** What the login host of a tenant would say, or what `wish` makes of it. */
export function anAnswer(
  bench: Bench,
  tenant: Tenant,
  requestId: string,
  key: KeyObject,
  wish: Partial<ResponseToBuild> = {},
): ResponseToBuild {
  answers += 1;
  const now = bench.clock.now();
  return {
    responseId: `_r${answers}`,
    assertionId: `_a${answers}`,
    now,
    lifetimeMs: 5 * 60_000,
    issuer: `${tenant.loginOrigin}/saml/metadata`,
    audience: `${tenant.loginOrigin}/saml/portal`,
    recipient: `${tenant.portalOrigin}/saml/acs`,
    inResponseTo: requestId,
    nameId: { value: ada, format: persistent },
    authnInstant: now,
    authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
    sessionIndex: 'broker-1',
    sessionNotOnOrAfter: null,
    attributes: [{ name: 'displayName', values: ['Ada Adams'] }],
    sign: { what: 'assertion', key },
    ...wish,
  };
}

/** As the form value. */
export function encoded(answer: ResponseToBuild): string {
  const built = buildResponse(answer);
  if (!built.ok) throw new Error(`${built.code}: ${built.because}`);
  return built.encoded;
}
