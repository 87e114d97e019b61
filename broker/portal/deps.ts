import type { Clock } from '../domain/ports/clock.ts';
import type { JiraSource } from '../domain/ports/jira.ts';
import type { Random } from '../domain/ports/random.ts';
import type { Refusals } from '../domain/ports/refusals.ts';
import type { SigningKeys } from '../domain/ports/signing-keys.ts';
import type { Snapshots } from '../domain/ports/snapshots.ts';
import type { Storage } from '../domain/ports/storage.ts';
import type { BrowserSeal, Vault } from '../domain/ports/vault.ts';

/** What the portal is made of. */
export interface PortalDeps {
  readonly storage: Storage;
  readonly snapshots: Snapshots;
  readonly jira: JiraSource;
  readonly keys: SigningKeys;
  readonly vault: Vault;
  readonly seal: BrowserSeal;
  readonly refusals: Refusals;
  readonly clock: Clock;
  readonly random: Random;
}
