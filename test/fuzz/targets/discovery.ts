import { oidcErrors } from '#contract/errors/oidc';
import { createOutbound } from '../../../broker/adapters/net/outbound.ts';
import { createMetadataCache } from '../../../broker/connectors/oidc/metadata-cache.ts';
import { AppError } from '../../../broker/domain/app-error.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFixedRandom } from '../../support/fixed-random.ts';
import { mutateJson } from '../../support/oidc/mutate-json.ts';
import { mutateText } from '../../support/saml/generate/mutate-bytes.ts';
import { now } from '../../support/saml/response.ts';
import type { Seeded } from '../../support/seeded.ts';
import type { Outcome, Specimen, Target } from '../target.ts';

const name = 'oidc-discovery';
const issuer = 'https://idp.example';
const addresses = ['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint', 'end_session_endpoint'] as const;
const reached = ['oidc_discovery_invalid', 'oidc_issuer_mismatch', 'oidc_endpoint_refused'];

/** The reader of discovery documents, with the guard's own rule for addresses. A specimen is the document's text. */
export const discoveryTarget: Target = {
  name,
  codes: Object.keys(oidcErrors),
  foreign: Object.keys(oidcErrors).filter((code) => !reached.includes(code)),
  good,
  make(random, parent) {
    const base = parent ?? good(random);
    if (random.chance(0.3)) return { ...base, text: mutateText(base.text, random), made: 'damaged' };
    return { ...base, text: mutateJson(base.text, random), made: 'changed' };
  },
  async judge({ text }): Promise<Outcome> {
    const outbound = { ...guard, send: async () => ({ status: 200, headers: {}, body: Buffer.from(text, 'utf8') }) };
    const cache = createMetadataCache({ outbound, clock: createFakeClock(now), random: createFixedRandom('fuzz') });
    try {
      const metadata = await cache.get(issuer);
      return { kind: 'accepted', said: JSON.stringify(addresses.map((address) => metadata[address] ?? null)), plain: readPlainly(text) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { kind: 'refused', code: error.code, because: error.because };
    }
  },
};

const guard = createOutbound({ allow: [], mode: 'production' });

function good(random: Seeded): Specimen {
  const document = {
    issuer: random.pick([issuer, `${issuer}/`]),
    ...Object.fromEntries(addresses.map((address) => [address, `${issuer}/${address}`])),
    scopes_supported: ['openid', 'email'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
  return { target: name, text: JSON.stringify(document), truth: null, made: 'honest' };
}

function readPlainly(text: string): string {
  // As bytes it has no halves of characters.
  const document = JSON.parse(text.toWellFormed()) as Readonly<Record<string, unknown>>;
  return JSON.stringify(addresses.map((address) => document[address] ?? null));
}
