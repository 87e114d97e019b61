import { generateKeyPairSync, sign } from 'node:crypto';
import { preparePlace, startBroker } from '../broker-under-test.ts';
import { createClient } from '../client.ts';
import { inParallel } from '../measure.ts';
import { openNeighbours } from '../neighbours.ts';
import type { Row } from '../row.ts';
import { settle } from '../settle.ts';
import { callbackDoor } from './callback-door.ts';
import { type Knock, measureKnocks, refused, type Street } from './door.ts';
import { loginDoor } from './login-door.ts';
import { portalDoor } from './portal-door.ts';

const forgeApp = 'ari:cloud:ecosystem::app/3f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0';
const warmUpLogins = 1_500;

/** What it costs the broker process to refuse each kind of message at each door, over real HTTP. */
export async function benchRefusals(): Promise<readonly Row[]> {
  const neighbours = await openNeighbours();
  const place = await preparePlace({
    ...neighbours,
    env: { FORGE_APP_ID: forgeApp, FORGE_JWKS_URL: `${neighbours.issuer}/keys` },
  });
  await settle(place, neighbours, [{ slug: 'acme', groups: true }]);
  const broker = await startBroker(place);
  const client = createClient(broker.port);
  const street: Street = { client, visitor: client.at('acme'), neighbours };
  try {
    await inParallel(warmUpLogins, 4, () => street.visitor.journey());
    const doors = [await portalDoor(street), await loginDoor(street), forgeDoor(street, place.baseUrl), await callbackDoor(street)];
    return await measureKnocks(broker, doors.flat());
  } finally {
    client.close();
    await broker.stop();
    place.remove();
    await neighbours.close();
  }
}

/** Where the Forge app calls, with a token that somebody else signed in the name of a published key. */
function forgeDoor({ client }: Street, baseUrl: string): readonly Knock[] {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const input = `${part({ alg: 'RS256', kid: 'bench', typ: 'JWT' })}.${part({ iss: 'forge/invocation-token', aud: forgeApp, iat: now, exp: now + 300 })}`;
  const token = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
  const call = (authorization: string) =>
    client.call(`${baseUrl}/forge/v1/heartbeat`, {
      method: 'POST',
      body: '{}',
      contentType: 'application/json',
      headers: { authorization },
    });
  return [
    { name: 'forge.forged', against: 'sso.good', prepare: refused(() => call(`Bearer ${token}`)) },
    { name: 'forge.junk', against: 'sso.good', prepare: refused(() => call(`Bearer ${'a'.repeat(8_000)}.b.c`)) },
  ];
}
