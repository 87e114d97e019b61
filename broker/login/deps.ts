import type { Connection } from '#contract/settings/connection';
import type { EpochMs } from '../domain/brands.ts';
import type { Admission } from '../domain/ports/admission.ts';
import type { BrokerSessions } from '../domain/ports/broker-sessions.ts';
import type { Captures } from '../domain/ports/captures.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Connectors } from '../domain/ports/connector.ts';
import type { Factors } from '../domain/ports/factor.ts';
import type { Foresight } from '../domain/ports/foresight.ts';
import type { Notices } from '../domain/ports/notices.ts';
import type { Relying } from '../domain/ports/party.ts';
import type { PersonRules } from '../domain/ports/people.ts';
import type { Places } from '../domain/ports/places.ts';
import type { Random } from '../domain/ports/random.ts';
import type { SignIns } from '../domain/ports/sign-ins.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { Vault } from '../domain/ports/vault.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { Visit } from '../domain/visit.ts';
import type { Logouts } from './logouts.ts';
import type { Transactions } from './transactions.ts';

/** What the steps of a login work with. */
export interface LoginDeps {
  readonly storage: Storage;
  readonly transactions: Transactions;
  readonly logouts: Logouts;
  readonly sessions: BrokerSessions;
  readonly relying: Relying;
  readonly signIns: SignIns;
  readonly captures: Captures;
  readonly admission: Admission;
  readonly foresight: Pick<Foresight, 'hopeless'>;
  readonly connectors: Connectors;
  readonly factors: Factors;
  readonly personRules: PersonRules;
  readonly places: Places;
  readonly notices: Notices;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
}

/** Where a step happens: the tenant and the settings that were live when the request arrived. */
export interface Scene {
  readonly tenant: Tenant;
  readonly snapshot: Snapshot;
  /** Messages of some connection may be kept until then. */
  readonly capturesUntil: EpochMs;
  /** Something may be said of single people; false saves the look. */
  readonly hasPeople: boolean;
  readonly visit: Visit;
}

/** An enabled connection of the tenant, or null. */
export function findConnection(scene: Scene, id: string): Connection | null {
  return scene.snapshot.settings.connections.find((connection) => connection.id === id && connection.enabled) ?? null;
}
