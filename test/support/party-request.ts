import { systemRandom } from '../../broker/adapters/clock/system-random.ts';
import { createSigningKeys } from '../../broker/adapters/seal/signing-keys.ts';
import { type AuthnRequestToBuild, buildAuthnRequest } from '../../broker/saml/authn-request.ts';
import type { House } from './house.ts';

const login = 'http://acme-login.localhost:8080';
let made = 0;

/** The signing keys of a house, as its broker has them. */
export function keysOf(house: House) {
  const { storage } = house.broker;
  return createSigningKeys({ vault: storage.vault, keys: storage.signingKeys, random: systemRandom, clock: house.clock });
}

/** A request as acme's portal signs it, with what a test adds. */
export async function askAsPortal(house: House, more: Partial<AuthnRequestToBuild> = {}): Promise<{ id: string; url: string }> {
  made += 1;
  const id = `_asked${made}`;
  const { privateKey } = await keysOf(house).current(house.acme.id, 'portal', 'ecdsa-p256');
  const url = buildAuthnRequest({
    id,
    now: house.clock.now(),
    issuer: `${login}/saml/portal`,
    destination: `${login}/saml/sso`,
    acsUrl: 'http://acme.localhost:8080/saml/acs',
    relayState: null,
    key: privateKey,
    ...more,
  });
  return { id, url };
}
