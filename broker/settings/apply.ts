import { rulesOf } from '#contract/presets/policies';
import type { LiveState } from '#contract/rpc/status';
import type { Connection, Protocol } from '#contract/settings/connection';
import type { Part, PartHash, PartRef, RevisionManifest } from '#contract/settings/parts';
import type { Settings } from '#contract/settings/snapshot';
import { AppError } from '../domain/app-error.ts';
import { atLeast, strengths } from '../domain/assurance.ts';
import { isSameIssuer, issuerOf } from '../domain/issuer.ts';
import { portalPolicyOf } from '../domain/party.ts';
import { leastDemanded } from '../domain/policy/least.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Storage, Stores } from '../domain/ports/storage.ts';
import type { ActivationOutcome, ActiveRevision } from '../domain/ports/stores/settings-store.ts';
import type { Tenant } from '../domain/tenant.ts';
import { assemble } from './assemble.ts';
import { manifestHash } from './canonical.ts';
import { liveStateOf } from './live-state.ts';
import { assertPart } from './part.ts';
import { type Checked, tenantFault } from './tenant-rules.ts';

/** Who asks for the change; a tenant's settings have one source. */
type SettingsSource = Tenant['managedBy'];

interface Applied {
  readonly outcome: 'activated' | 'unchanged';
  readonly live: LiveState;
}

/**
 * The way new settings take: parts first, in any order, then one activation that makes all of them live or nothing.
 * Every call throws `tenant_managed_by_file` or `tenant_managed_by_forge` when the settings come from elsewhere.
 */
export interface Apply {
  /** Which of these must still be put? */
  missing(tenant: Tenant, refs: readonly PartRef[], source: SettingsSource): Promise<readonly PartHash[]>;
  /** Throws `settings_part_too_large`, `settings_part_hash_wrong`, `settings_invalid`. */
  putPart(tenant: Tenant, part: Part, source: SettingsSource): Promise<void>;
  /** Throws what `activate` would throw for these, before anybody stores them: see `tenantFault`. */
  check(tenant: Tenant, settings: Checked, source: SettingsSource): void;
  /**
   * Throws `settings_part_missing`, `settings_invalid`, `settings_secret_missing`, `connection_unsupported`, `connection_needs_mail`,
   * `settings_revision_stale` for what is below the live (epoch, revision), `settings_epoch_unopened` for an epoch that no
   * installation opened, and `settings_revision_conflict` (which is alarmed) for the live number with other contents.
   */
  activate(tenant: Tenant, request: { epoch: number; manifest: RevisionManifest }, source: SettingsSource): Promise<Applied>;
  live(tenant: Tenant): Promise<LiveState>;
}

/** Parts that no live revision uses are kept this long, so that a save under way never loses one. */
const unusedPartsLifetimeMs = 24 * 3_600_000;

export function createApply(deps: { storage: Storage; speaks: (protocol: Protocol) => boolean; clock: Clock; log: Log }): Apply {
  const { storage, speaks, clock, log } = deps;

  /** One transaction: the epoch and the parts are looked at in the state that the activation changes. */
  async function activateIn(stores: Stores, tenant: Tenant, next: ActiveRevision, settings: Settings): Promise<ActivationOutcome> {
    const present = await stores.tenants.find(tenant.id);
    if (present === null) throw new AppError('tenant_unknown');
    if (next.epoch > present.epoch)
      throw new AppError('settings_epoch_unopened', { details: { epoch: next.epoch, opened: present.epoch } });
    if (next.epoch < present.epoch)
      throw new AppError('settings_revision_stale', { details: { epoch: next.epoch, opened: present.epoch } });
    // Taken, not only read: another activation in between would be the one whose sessions have to be looked at.
    const before = await stores.settings.takeActive(tenant.id);
    const outcome = await stores.settings.activate(tenant.id, next);
    // Behind the activation, which waits for every other one: what is there now, no other sweeps away before this commits.
    const hashes = next.parts.map((part) => part.hash);
    if ((await stores.settings.missing(tenant.id, hashes)).length > 0) throw new AppError('settings_part_missing');
    if (outcome.kind !== 'activated') return outcome;
    // Who came by a connection that is gone, switched off or leads to another provider now is out at the same moment.
    await stores.sessions.endOtherConnections(tenant.id, connectionsKept(await settingsOf(stores, tenant, before), settings));
    await stores.settings.sweepParts(tenant.id, next.activatedAt - unusedPartsLifetimeMs);
    // A session that has proven less than everybody has to prove at the portal from now on ends too.
    const demand = leastDemanded(rulesOf(portalPolicyOf(settings)));
    await stores.sessions.endByStrength(
      tenant.id,
      strengths.filter((strength) => !atLeast(strength, demand)),
    );
    return outcome;
  }

  /** What was live, null where there was nothing or it can no longer be read: that keeps no new settings from taking. */
  async function settingsOf(stores: Stores, tenant: Tenant, revision: ActiveRevision | null): Promise<Settings | null> {
    if (revision === null) return null;
    const assembled = assemble(revision.parts, await stores.settings.parts(tenant.id, revision.parts).catch(() => []));
    return assembled.ok ? assembled.settings : null;
  }

  function assertFits(tenant: Tenant, settings: Checked): void {
    const misfit = tenantFault(tenant, settings, speaks);
    if (misfit !== null) throw new AppError(misfit.code, { problems: misfit.problems });
  }

  return {
    check(tenant, settings, source) {
      assertSource(tenant, source);
      assertFits(tenant, settings);
    },

    async missing(tenant, refs, source) {
      assertSource(tenant, source);
      return storage.settings.missing(tenant.id, [...new Set(refs.map((ref) => ref.hash))]);
    },

    async putPart(tenant, part, source) {
      assertSource(tenant, source);
      assertPart(part);
      await storage.settings.putPart(tenant.id, part, clock.now());
    },

    async activate(tenant, { epoch, manifest }, source) {
      assertSource(tenant, source);
      const assembled = assemble(manifest.parts, await storage.settings.parts(tenant.id, manifest.parts));
      if (!assembled.ok) throw new AppError(assembled.code, { problems: assembled.problems });
      assertFits(tenant, assembled.settings);
      const next: ActiveRevision = {
        epoch,
        revision: manifest.revision,
        parts: manifest.parts,
        manifestHash: manifestHash(epoch, manifest),
        activatedAt: clock.now(),
      };
      const outcome = await storage.atomically((stores) => activateIn(stores, tenant, next, assembled.settings));
      const fields = { tenant: tenant.id, epoch, revision: manifest.revision };
      switch (outcome.kind) {
        case 'activated':
          log.info('settings.activated', fields);
          return { outcome: 'activated', live: liveStateOf(epoch, next) };
        case 'unchanged':
          return { outcome: 'unchanged', live: liveStateOf(epoch, await storage.settings.active(tenant.id)) };
        case 'stale':
          log.warn('settings.revision_stale', fields);
          throw new AppError('settings_revision_stale', { details: { epoch: outcome.live.epoch, revision: outcome.live.revision } });
        case 'conflict':
          // Two contents under one number: a source that lost its memory, or somebody who speaks in its name.
          log.error('settings.revision_conflict', { ...fields, code: 'settings_revision_conflict' });
          throw new AppError('settings_revision_conflict', { details: { epoch, revision: manifest.revision } });
        default:
          return outcome satisfies never;
      }
    },

    async live(tenant) {
      return liveStateOf(tenant.epoch, await storage.settings.active(tenant.id));
    },
  };
}

/** Connections through which people still come from the provider that they came from before. */
function connectionsKept(before: Settings | null, now: Settings): readonly string[] {
  const leadsAsBefore = (connection: Connection) =>
    before?.connections.some((old) => old.id === connection.id && isSameIssuer(issuerOf(old), issuerOf(connection))) ?? false;
  return now.connections.filter((connection) => connection.enabled && leadsAsBefore(connection)).map((connection) => connection.id);
}

function assertSource(tenant: Tenant, source: SettingsSource): void {
  if (tenant.managedBy === source) return;
  throw new AppError(tenant.managedBy === 'file' ? 'tenant_managed_by_file' : 'tenant_managed_by_forge');
}
