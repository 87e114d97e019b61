import type { Refusal } from '../domain/app-error.ts';
import type { EpochMs } from '../domain/brands.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { FactorSubject, OwnFactors } from '../domain/ports/factor.ts';
import type { JiraSource } from '../domain/ports/jira.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Notices } from '../domain/ports/notices.ts';
import type { Doer, PeopleScene } from '../domain/ports/people.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { Vault } from '../domain/ports/vault.ts';
import type { PersonSeal } from './sealed-person.ts';

/** Makes a pass for a person; null where the tenant's settings switch passes off. */
export type MakePass = (
  at: PeopleScene,
  person: FactorSubject,
  by: Doer,
  reason: string,
) => Promise<{ readonly ok: true; readonly text: string; readonly expiresAt: EpochMs } | Refusal | null>;

/** What this room works with. */
export interface PeopleDeps {
  readonly storage: Pick<Storage, 'people' | 'bindings' | 'sessions' | 'browsers' | 'factors' | 'seenPlaces' | 'atomically'>;
  readonly own: Pick<OwnFactors, 'list' | 'removeAll'>;
  readonly makePass: MakePass;
  readonly jira: Pick<JiraSource, 'of'>;
  readonly notices: Pick<Notices, 'tellPerson'>;
  readonly vault: Vault;
  readonly seal: PersonSeal;
  readonly clock: Clock;
  readonly log: Log;
}
