import { generateKeyPairSync } from 'node:crypto';
import { buildLogoutRequest } from '../../broker/saml/logout-request.ts';
import { inParallel } from '../measure.ts';
import { type Knock, refused, type Street } from './door.ts';
import { badRequests, goodRequest, type RequestEnds } from './requests.ts';

/** Where parties send people with a request: single sign-on and single logout of the login host. */
export async function loginDoor({ client, visitor }: Street): Promise<readonly Knock[]> {
  const ends: RequestEnds = {
    issuer: `${visitor.login}/saml/portal`,
    destination: `${visitor.login}/saml/sso`,
    acsUrl: `${visitor.portal}/saml/acs`,
  };
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const forged = goodRequest(ends, stranger);
  const sso = (rawQuery: string, cookie = '') => client.call(`${visitor.login}/saml/sso?${rawQuery}`, { cookie });
  const logout = buildLogoutRequest({
    id: '_0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    now: Date.now(),
    issuer: ends.issuer,
    destination: `${visitor.login}/saml/slo`,
    nameId: { value: 'qm:somebody', format: null },
    sessionIndex: null,
    relayState: null,
    key: stranger,
  });
  const good: Knock = {
    name: 'sso.good',
    against: null,
    async prepare(count) {
      const asked = await inParallel(count, 4, () => visitor.ask());
      return asked.map(
        ({ location }) =>
          () =>
            client.call(location),
      );
    },
  };
  const bad = badRequests(ends, forged, stranger).map(
    ({ name, rawQuery }): Knock => ({
      name: `sso.${name}`,
      against: 'sso.good',
      prepare: refused(() => sso(rawQuery)),
    }),
  );
  return [
    good,
    ...bad,
    { name: 'sso.cookies', against: 'sso.good', prepare: refused(() => sso(forged, manyCookies)) },
    { name: 'slo.forged', against: 'sso.good', prepare: refused(() => client.call(logout)) },
    { name: 'host.unknown', against: 'sso.good', prepare: refused(() => client.call(visitor.login.replace('acme', 'nobody'))) },
    { name: 'path.unknown', against: 'sso.good', prepare: refused(() => client.call(`${visitor.login}/wp-login.php`)) },
  ];
}

const manyCookies = Array.from(
  { length: 150 },
  (_, index) => `__Host-tx-${String(index).padStart(22, 'a')}=zzzzzzzz.${'k'.repeat(43)}`,
).join('; ');
