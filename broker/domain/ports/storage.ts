import type { BindingStore } from './stores/binding-store.ts';
import type { BrowserStore } from './stores/browser-store.ts';
import type { CaptureStore } from './stores/capture-store.ts';
import type { ChallengeStore } from './stores/challenge-store.ts';
import type { EntryStore } from './stores/entry-store.ts';
import type { FactorStore } from './stores/factor-store.ts';
import type { LoginStore } from './stores/login-store.ts';
import type { LogoutStore } from './stores/logout-store.ts';
import type { OnceStore } from './stores/once-store.ts';
import type { PersonStore } from './stores/person-store.ts';
import type { PlaceStore } from './stores/place-store.ts';
import type { RateStore } from './stores/rate-store.ts';
import type { RequestStore } from './stores/request-store.ts';
import type { SessionStore } from './stores/session-store.ts';
import type { SettingsStore } from './stores/settings-store.ts';
import type { TenantStore } from './stores/tenant-store.ts';
import type { TokenStore } from './stores/token-store.ts';
import type { TraceStore } from './stores/trace-store.ts';
import type { YubicoKeyStore } from './stores/yubico-key-store.ts';

/** Every store, on one connection or inside one transaction. All throw `database_unavailable` when the database is away. */
export interface Stores {
  readonly tenants: TenantStore;
  readonly settings: SettingsStore;
  readonly logins: LoginStore;
  readonly sessions: SessionStore;
  readonly entries: EntryStore;
  readonly logouts: LogoutStore;
  readonly bindings: BindingStore;
  readonly factors: FactorStore;
  readonly challenges: ChallengeStore;
  readonly tokens: TokenStore;
  readonly yubicoKeys: YubicoKeyStore;
  readonly seenPlaces: PlaceStore;
  readonly people: PersonStore;
  readonly browsers: BrowserStore;
  readonly requests: RequestStore;
  readonly once: OnceStore;
  readonly rates: RateStore;
  readonly traces: TraceStore;
  readonly captures: CaptureStore;
}

export interface Storage extends Stores {
  /**
   * Runs `work` in one transaction: all of it stands, or, when it throws, none of it. One commit. It runs again when the
   * database undid it for another transaction's sake, so it does nothing but ask the stores.
   */
  atomically<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
  /** Answers when the database does; throws `database_unavailable` otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
