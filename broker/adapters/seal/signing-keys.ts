import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../../domain/app-error.ts';
import type { EpochMs, TenantId } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Random } from '../../domain/ports/random.ts';
import type { SigningAlgorithm, SigningKey, SigningKeys, SigningPurpose } from '../../domain/ports/signing-keys.ts';
import type { SigningKeyStore, StoredSigningKey } from '../../domain/ports/stores/key-store.ts';
import type { Vault } from '../../domain/ports/vault.ts';
import { createBoundedMap } from './bounded-map.ts';

/** A rotation is seen by every broker after this long at most. */
export const signingKeyCacheMs = 2_000;
const maxCached = 20_000;
/** A database that takes longer than `signingKeyCacheMs` to answer is asked once more. */
const maxReadings = 2;

/** One key with the times that say when it counts. */
interface TimedKey {
  readonly key: SigningKey;
  readonly generation: number;
  readonly signsFrom: EpochMs;
  readonly trustedUntil: EpochMs | null;
}

/** What the database said, and until when it may be used. */
interface Reading {
  readonly found: readonly TimedKey[];
  readonly until: EpochMs;
}

/** Which keys: all of one tenant, purpose and algorithm. */
interface Line {
  readonly tenant: TenantId;
  readonly purpose: SigningPurpose;
  readonly algorithm: SigningAlgorithm;
}

/**
 * Signing keys, sealed in the database and made on first use. Racing brokers agree: the generation is unique, so one
 * insert stands and the others read it. Not for use inside a transaction.
 */
export function createSigningKeys(deps: { vault: Vault; keys: SigningKeyStore; random: Random; clock: Clock }): SigningKeys {
  const { vault, keys, random, clock } = deps;
  const lines = createBoundedMap<Reading>(maxCached);
  const loading = new Map<string, Promise<Reading>>();
  /** By id: a key never changes, so it is opened once. */
  const opened = createBoundedMap<SigningKey>(maxCached);

  async function timed(row: StoredSigningKey): Promise<TimedKey> {
    const key = opened.get(nameOf(row.tenant, row.id)) ?? (await open(row));
    return { key, generation: row.generation, signsFrom: row.signsFrom, trustedUntil: row.trustedUntil };
  }

  async function open(row: StoredSigningKey): Promise<SigningKey> {
    const der = await vault.open(placeOf(row.tenant, row.id), row.sealed);
    const key: SigningKey = {
      id: row.id,
      algorithm: row.algorithm,
      privateKey: createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }),
      publicKey: createPublicKey({ key: Buffer.from(row.publicKey), format: 'der', type: 'spki' }),
      createdAt: row.createdAt,
    };
    opened.set(nameOf(row.tenant, row.id), key);
    return key;
  }

  async function read({ tenant, purpose, algorithm }: Line): Promise<Reading> {
    // From before the question: a rotation while it is under way may be missing in the answer.
    const until = clock.now() + signingKeyCacheMs;
    return { found: await Promise.all((await keys.list(tenant, purpose, algorithm)).map(timed)), until };
  }

  /** Adds one generation; where another broker did so meanwhile, its key is the one. */
  async function add(line: Line, generation: number, signsFrom: EpochMs, predecessorsTrustedUntil: EpochMs | null): Promise<void> {
    const { privateKey, publicKey } = await generate(line.algorithm);
    const id = random.token(16);
    const sealed = await vault.seal(placeOf(line.tenant, id), privateKey.export({ format: 'der', type: 'pkcs8' }));
    const publicDer = publicKey.export({ format: 'der', type: 'spki' });
    const row = { ...line, id, generation, sealed, publicKey: publicDer, signsFrom, trustedUntil: null, createdAt: clock.now() };
    await keys.insert(row, predecessorsTrustedUntil);
  }

  async function load(line: Line): Promise<Reading> {
    const present = await read(line);
    if (present.found.length > 0) return present;
    await add(line, 1, clock.now(), null);
    return read(line);
  }

  /** Throws `key_unavailable` where every answer comes so late that a rotation may have been missed. */
  async function line(at: Line): Promise<readonly TimedKey[]> {
    const name = nameOf(at.tenant, at.purpose, at.algorithm);
    const known = lines.get(name);
    if (known !== undefined && known.until > clock.now()) return known.found;
    for (let readings = 1; readings <= maxReadings; readings++) {
      const { found, until } = await (loading.get(name) ?? start(name, at));
      if (until > clock.now()) return found;
    }
    throw new AppError('key_unavailable', { details: { because: 'signing-keys.read-too-slow' } });
  }

  function start(name: string, at: Line): Promise<Reading> {
    const started = load(at)
      .then((reading) => {
        lines.set(name, reading);
        return reading;
      })
      .finally(() => loading.delete(name));
    loading.set(name, started);
    return started;
  }

  return {
    async current(tenant, purpose, algorithm) {
      return signerOf(await line({ tenant, purpose, algorithm }), clock.now()).key;
    },
    async trusted(tenant, purpose, algorithm) {
      const now = clock.now();
      const found = await line({ tenant, purpose, algorithm });
      return trustedAt(found, now).map(({ key }) => key);
    },
    async rotate(tenant, purpose, algorithm, { signsFrom, trustedUntil, follows }) {
      // A predecessor signs until then, and has to be trusted for as long as it does.
      if (trustedUntil < signsFrom && signsFrom > clock.now()) throw new RangeError('a key must be trusted for as long as it signs');
      const at: Line = { tenant, purpose, algorithm };
      const newest = (await load(at)).found.at(-1);
      if (newest === undefined) throw new Error('a signing key that was made is not there');
      if (follows !== undefined && newest.key.id !== follows) return newest.key;
      const generation = newest.generation + 1;
      await add(at, generation, signsFrom, trustedUntil);
      lines.delete(nameOf(tenant, purpose, algorithm));
      const after = await line(at);
      return (after.find((each) => each.generation === generation) ?? signerOf(after, signsFrom)).key;
    },
  };
}

/**
 * The youngest that signs already; the first one of all when, on a clock that went back, none does. A key that nobody
 * trusts any more never signs: where its successor's time has not come on this clock, the successor signs nevertheless.
 */
function signerOf(found: readonly TimedKey[], now: EpochMs): TimedKey {
  const trusted = trustedAt(found, now);
  const signer = trusted.findLast(({ signsFrom }) => signsFrom <= now) ?? trusted[0];
  if (signer === undefined) throw new Error('a signing key that was made is not there');
  return signer;
}

function trustedAt(found: readonly TimedKey[], now: EpochMs): readonly TimedKey[] {
  return found.filter(({ trustedUntil }) => trustedUntil === null || trustedUntil > now);
}

const placeOf = (tenant: TenantId, id: string) => ({ tenant, table: 'signing_key', row: id, column: 'sealed' });

const nameOf = (...parts: readonly string[]) => JSON.stringify(parts);

async function generate(algorithm: SigningAlgorithm): Promise<{ privateKey: KeyObject; publicKey: KeyObject }> {
  const make = promisify(generateKeyPair);
  switch (algorithm) {
    case 'ecdsa-p256':
      return make('ec', { namedCurve: 'P-256' });
    case 'rsa-2048':
      return make('rsa', { modulusLength: 2048 });
    default:
      return algorithm satisfies never;
  }
}
