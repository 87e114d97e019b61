import { generateKeyPairSync } from 'node:crypto';
import { readAuthnRequest } from '../../broker/saml/authn-request.ts';
import { verifyMessageSignature } from '../../broker/saml/message/incoming.ts';
import { verifyResponse } from '../../broker/saml/verify-response.ts';
import { bestOfRounds } from '../measure.ts';
import { type Row, ratioRow } from '../row.ts';
import { badRequests, goodRequest, type RequestEnds } from './requests.ts';
import { badResponses, goodResponse, type Hop } from './responses.ts';

const rounds = 7;
const goals = { refusal: 2, linear: 5, worst: 10 };
const hop: Hop = {
  issuer: 'https://idp.example/saml/metadata',
  audience: 'https://acme-login.example/saml/metadata',
  recipient: 'https://acme-login.example/callback/idp',
  inResponseTo: '_0f1e2d3c4b5a69788796a5b4c3d2e1f0',
};
const ends: RequestEnds = {
  issuer: 'https://acme-login.example/saml/portal',
  destination: 'https://acme-login.example/saml/sso',
  acsUrl: 'https://acme.example/saml/acs',
};

interface Job {
  readonly name: string;
  readonly kb: number;
  readonly count: number;
  readonly run: () => void;
}

/** The verdict alone, in this process: what saying no costs, against saying yes to a message of the same size. */
export async function benchVerdicts(): Promise<readonly Row[]> {
  return [...rowsOf('response', ...responseJobs()), ...rowsOf('request', ...requestJobs())];
}

function rowsOf(door: string, good: readonly Job[], bad: readonly Job[]): Row[] {
  const costs = bestOfRounds(rounds, [...good, ...bad]);
  const goodOf = new Map(good.map((job, index) => [job.kb, costs[index] as number]));
  const of = new Map(bad.map((job, index) => [job.name, costs[good.length + index] as number]));
  const rows = bad.map(({ name, kb }) => {
    const against = goodOf.get(kb) as number;
    return ratioRow(
      `refuse.verdict.${door}.${name}`,
      'us',
      { value: of.get(name) as number, against },
      {
        atMost: goals.refusal,
        of: `a good ${door} of ${kb} KB`,
      },
    );
  });
  for (const kind of ['siblings', 'unsigned']) {
    const [small, big] = [of.get(`${kind}.25`), of.get(`${kind}.100`)];
    if (small === undefined || big === undefined) continue;
    rows.push(
      ratioRow(`refuse.verdict.${door}.${kind}.linear`, 'us', { value: big, against: small }, { atMost: goals.linear, of: '25 KB of it' }),
    );
  }
  const worst = Math.max(...of.values());
  const smallest = costs[0] as number;
  rows.push(
    ratioRow(
      `refuse.verdict.${door}.worst`,
      'us',
      { value: worst, against: smallest },
      { atMost: goals.worst, of: `the smallest good ${door}` },
    ),
  );
  return rows;
}

function responseJobs(): [Job[], Job[]] {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const expect = { ...hop, keys: [publicKey], clockSkewMs: 60_000, signed: 'either' as const };
  const judged = (encoded: string) => verifyResponse({ encoded, now: Date.now(), expect }).ok;
  const good = [7, 25, 50, 100, 240].map((kb) => {
    const { encoded } = goodResponse(hop, privateKey, kb === 7 ? undefined : kb);
    return { name: `good.${kb}`, kb, count: countFor(kb), run: () => must(judged(encoded)) };
  });
  const bad = badResponses(hop, goodResponse(hop, privateKey).encoded, stranger).map(({ name, kb, encoded }) => ({
    name,
    kb,
    count: countFor(kb),
    run: () => must(!judged(encoded)),
  }));
  return [good, bad];
}

function requestJobs(): [Job[], Job[]] {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const judged = (rawQuery: string) => {
    const read = readAuthnRequest(rawQuery);
    return read.ok && verifyMessageSignature(read, [publicKey]).ok;
  };
  const good = ([1, 15] as const).map((kb) => {
    const rawQuery = goodRequest(ends, privateKey, kb);
    return { name: `good.${kb}`, kb, count: countFor(kb), run: () => must(judged(rawQuery)) };
  });
  const bad = badRequests(ends, goodRequest(ends, privateKey), stranger).map(({ name, kb, rawQuery }) => ({
    name,
    kb,
    count: countFor(kb),
    run: () => must(!judged(rawQuery)),
  }));
  return [good, bad];
}

function countFor(kb: number): number {
  return Math.max(8, Math.round(400 / kb));
}

function must(holds: boolean): void {
  if (!holds) throw new Error('a message was judged otherwise than it is meant');
}
