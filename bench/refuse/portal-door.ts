import { generateKeyPairSync } from 'node:crypto';
import { formBody } from '../client.ts';
import { inParallel } from '../measure.ts';
import { type Knock, refused, type Street } from './door.ts';
import { badResponses, type Hop } from './responses.ts';

/** A person of this many groups makes a Response of about this many KB. */
const groupsForKb: Readonly<Record<number, number>> = { 7: 24, 25: 215, 50: 480, 100: 1_000 };

/** The portal's assertion consumer service: a browser posts what the login host answered. */
export async function portalDoor({ client, visitor, neighbours }: Street): Promise<readonly Knock[]> {
  const asked = await visitor.ask();
  const { response: good } = await visitor.logIn(asked.location);
  const hop: Hop = {
    issuer: `${visitor.login}/saml/metadata`,
    audience: `${visitor.login}/saml/portal`,
    recipient: `${visitor.portal}/saml/acs`,
    inResponseTo: /InResponseTo="([^"]+)"/.exec(Buffer.from(good, 'base64').toString())?.[1] ?? '',
  };
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  // The attacker asked first, as anybody can: without the cookie that proves it, nothing is even read.
  const post = (body: string, cookie = asked.cookie) => client.call(`${visitor.portal}/saml/acs`, { method: 'POST', cookie, body });

  const goodKnocks = Object.entries(groupsForKb).map(
    ([kb, groups]): Knock => ({
      name: `acs.good.${kb}`,
      against: null,
      count: Number(kb) > 7 ? 20 : 60,
      async prepare(count) {
        await neighbours.behave({ groups });
        const arrivals = await inParallel(count, 4, async () => {
          const { cookie, location } = await visitor.ask();
          return { cookie, assertion: await visitor.logIn(location) };
        });
        await neighbours.behave({});
        return arrivals.map(
          ({ cookie, assertion }) =>
            () =>
              visitor.arrive(assertion, cookie),
        );
      },
    }),
  );
  const badKnocks = badResponses(hop, good, stranger).map(
    ({ name, kb, encoded }): Knock => ({
      name: `acs.${name}`,
      against: `acs.good.${kb in groupsForKb ? kb : 100}`,
      count: kb > 7 ? 20 : 60,
      prepare: refused(() => post(formBody({ SAMLResponse: encoded }))),
    }),
  );
  return [
    ...goodKnocks,
    ...badKnocks,
    { name: 'acs.no-cookie', against: 'acs.good.7', prepare: refused(() => post(formBody({ SAMLResponse: good }), '')) },
    { name: 'acs.fields.390', against: 'acs.good.100', count: 20, prepare: refused(() => post('a&'.repeat(199_000))) },
    { name: 'acs.names.390', against: 'acs.good.100', count: 20, prepare: refused(() => post(manyNames)) },
    { name: 'acs.body.500', against: 'acs.good.7', prepare: refused(() => post('a'.repeat(500 * 1024))) },
  ];
}

const manyNames = Array.from({ length: 44_000 }, (_, index) => `x${index.toString(36)}=%41`).join('&');
