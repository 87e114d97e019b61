import { AppError } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import type { Random } from '../../domain/ports/random.ts';
import { fault, faultIn } from './faults.ts';
import { send } from './library-fetch.ts';
import { discoveryUrl, endpointProblem, issuerProblem, type ProviderMetadata, readMetadata } from './metadata.ts';
import { createRecent } from './recent.ts';

/** Read again after this long, give or take a tenth, so that many providers are not asked at the same moment. */
const freshMs = 60 * 60_000;
/** A provider that cannot be reached just now may be used from memory this long. */
const usableMs = 24 * 60 * 60_000;
/** After a failure nobody asks again for this long: with something in memory, and without. */
const pauseWithMemoryMs = 60_000;
const pauseMs = 2_000;
const maxProviders = 5_000;

export interface MetadataCache {
  /** Throws `oidc_provider_unreachable`, `oidc_endpoint_refused`, `oidc_discovery_invalid`, `oidc_issuer_mismatch` ... */
  get(issuer: string): Promise<ProviderMetadata>;
  /** Asks the provider now, whatever is in memory. */
  reload(issuer: string): Promise<ProviderMetadata>;
}

interface Entry {
  known: { readonly metadata: ProviderMetadata; readonly loadedAt: EpochMs; readonly freshUntil: EpochMs } | null;
  failure: { readonly error: unknown; readonly until: EpochMs } | null;
  /** The request under way: everybody waits for the same one. */
  loading: Promise<ProviderMetadata> | null;
}

/** What providers publish about themselves. It holds nothing of a tenant, so connections to one provider share it. */
export function createMetadataCache(deps: { outbound: Outbound; clock: Clock; random: Random }): MetadataCache {
  const entries = createRecent<Entry>(maxProviders);
  const entryOf = (issuer: string) => entries.of(issuer, () => ({ known: null, failure: null, loading: null }));

  async function load(issuer: string, entry: Entry): Promise<ProviderMetadata> {
    try {
      const metadata = await discover(deps.outbound, issuer);
      const now = deps.clock.now();
      const jitter = 0.9 + (0.2 * (deps.random.bytes(1)[0] ?? 0)) / 255;
      entry.known = { metadata, loadedAt: now, freshUntil: now + freshMs * jitter };
      entry.failure = null;
      return metadata;
    } catch (error) {
      const now = deps.clock.now();
      const remembered = usable(entry, error, now);
      entry.failure = { error, until: now + (remembered ? pauseWithMemoryMs : pauseMs) };
      if (remembered) return remembered;
      throw error;
    } finally {
      entry.loading = null;
    }
  }

  const loadOnce = (issuer: string, entry: Entry) => (entry.loading ??= load(issuer, entry));

  return {
    async get(issuer) {
      const entry = entryOf(issuer);
      const now = deps.clock.now();
      if (entry.known && now < entry.known.freshUntil) return entry.known.metadata;
      if (entry.failure && now < entry.failure.until) {
        const remembered = usable(entry, entry.failure.error, now);
        if (remembered) return remembered;
        throw entry.failure.error;
      }
      return loadOnce(issuer, entry);
    },
    reload: (issuer) => loadOnce(issuer, entryOf(issuer)),
  };
}

/** Memory helps against silence only: a provider that answers something else has changed, and what it was is void. */
function usable(entry: Entry, error: unknown, now: EpochMs): ProviderMetadata | null {
  if (entry.known === null || now - entry.known.loadedAt >= usableMs) return null;
  return faultIn(error)?.code === 'oidc_provider_unreachable' ? entry.known.metadata : null;
}

/** Asks the provider for its document and checks it. Throws as `MetadataCache.get`. */
async function discover(outbound: Outbound, issuer: string): Promise<ProviderMetadata> {
  const read = readMetadata(await fetchDocument(outbound, issuer));
  if (!read.ok) throw fault(read.code, read.because);
  const problem = issuerProblem(read.metadata, issuer) ?? endpointProblem(read.metadata, (url) => outbound.refusalOf(url));
  if (problem !== null) throw fault(problem.code, problem.because);
  return read.metadata;
}

/** The document as it was sent. Throws when there is none, or it is not JSON. */
export async function fetchDocument(outbound: Outbound, issuer: string): Promise<unknown> {
  const answer = await send(outbound, { method: 'GET', url: discoveryUrl(issuer), headers: { accept: 'application/json' } });
  if (answer.status !== 200)
    throw new AppError('oidc_discovery_invalid', { details: { because: 'oidc.discovery.status', status: answer.status } });
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer.body)) as unknown;
  } catch (error) {
    throw fault('oidc_discovery_invalid', 'oidc.discovery.not-json', error);
  }
}
