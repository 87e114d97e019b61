import type { Generated } from 'kysely';
import type { PersonRule } from '#contract/rpc/people';
import type { Strength } from '../../domain/assurance.ts';
import type {
  AccountId,
  BrowserId,
  CaptureId,
  ChallengeId,
  EpochMs,
  FactorId,
  PersonKey,
  SessionId,
  SubjectKey,
  TenantId,
  TokenId,
  TransactionId,
} from '../../domain/brands.ts';
import type { ExpiringKind } from '../../domain/expiry.ts';
import type { FactorKind } from '../../domain/ports/factor.ts';
import type { SigningAlgorithm, SigningPurpose } from '../../domain/ports/signing-keys.ts';
import type { ChallengeState } from '../../domain/ports/stores/challenge-store.ts';
import type { StoredSignInTest } from '../../domain/ports/stores/sign-in-test-store.ts';
import type { TraceOutcome } from '../../domain/ports/stores/trace-store.ts';
import type { WatchedKind } from '../../domain/ports/stores/watch-store.ts';
import type { FingerprintPurpose } from '../../domain/ports/vault.ts';
import type { Tenant } from '../../domain/tenant.ts';
import type { TransactionState } from '../../domain/transaction.ts';

/** The tables as the newest migration leaves them. Names and meaning: DESIGN section 11; `login` is its `transaction`, a word of SQL. */
export interface Database {
  schema_migration: { number: number; name: string; applied_at: EpochMs };
  tenant: TenantTable;
  tenant_slug: { slug: string; tenant: TenantId; given_at: EpochMs };
  tenant_host: TenantHostTable;
  tenant_key: { tenant: TenantId; version: number; master_key_id: string; wrapped: Uint8Array; created_at: EpochMs };
  pepper: { tenant: TenantId; purpose: FingerprintPurpose; master_key_id: string; wrapped: Uint8Array };
  signing_key: SigningKeyTable;
  settings_part: { tenant: TenantId; hash: string; sealed: Uint8Array; put_at: EpochMs };
  settings_active: SettingsActiveTable;
  login: LoginTable;
  sign_in_test: SignInTestTable;
  consumed: { tenant: TenantId; kind: string; key_hash: string; expires_at: EpochMs };
  rate: { key_hash: string; window_ms: number; window_start: EpochMs; hits: number; expires_at: EpochMs };
  broker_session: BrokerSessionTable;
  portal_session: PortalSessionTable;
  session_entry: SessionEntryTable;
  upstream_end: { tenant: TenantId; connection: string; mark: string; at: EpochMs; expires_at: EpochMs };
  logout: { tenant: TenantId; handle: string; key_hash: string; sealed: Uint8Array; expires_at: EpochMs };
  account_binding: BindingTable;
  person: PersonTable;
  mfa_subject: SubjectTable;
  mfa_factor: FactorTable;
  mfa_challenge: ChallengeTable;
  oath_token: OathTokenTable;
  yubico_key: { tenant: TenantId; mark: string; factor: FactorId; position: number };
  browser: BrowserTable;
  seen_place: SeenPlaceTable;
  recovery_code: { tenant: TenantId; subject: SubjectKey; hash: string; used_at: EpochMs | null };
  login_try: { tenant: TenantId; login: TransactionId; tries: number; expires_at: EpochMs };
  trace: TraceTable;
  capture: CaptureTable;
  captured_message: CapturedMessageTable;
  lease: { name: string; holder: string; held_until: EpochMs; done_at: EpochMs | null; failed_at: EpochMs | null };
  watched: WatchedTable;
  settings_seen: { tenant: TenantId; epoch: number; revision: number };
  expiry: { tenant: TenantId; kind: ExpiringKind; name: string; ends_at: EpochMs; warned: number | null };
}

interface TenantTable {
  id: TenantId;
  slug: string;
  managed_by: Tenant['managedBy'];
  status: Tenant['status'];
  portal_origin: string;
  login_origin: string;
  cloud_id: string | null;
  home_app_id: string | null;
  home_environment_id: string | null;
  home_cloud_id: string | null;
  installation_id: string | null;
  epoch: number;
  created_at: EpochMs;
  overlay: Generated<number>;
  captures_until: Generated<EpochMs>;
  /** 1 where an administrator ever named a person. */
  has_people: Generated<number>;
}

interface BindingTable {
  tenant: TenantId;
  connection: string;
  subject: SubjectKey;
  account_id: AccountId;
  bound_at: EpochMs;
  address_key: Generated<PersonKey | null>;
}

interface PersonTable {
  tenant: TenantId;
  key: PersonKey;
  rule: PersonRule;
  until: EpochMs | null;
  sealed: Uint8Array;
  subject: SubjectKey | null;
  added_at: EpochMs;
}

/** Every host that ever was a tenant's. Rows are never deleted nor given to another tenant. */
interface TenantHostTable {
  host: string;
  tenant: TenantId;
  kind: 'portal' | 'login';
  origin: string;
  given_at: EpochMs;
}

interface SigningKeyTable {
  tenant: TenantId;
  id: string;
  purpose: SigningPurpose;
  algorithm: SigningAlgorithm;
  generation: number;
  sealed: Uint8Array;
  public_key: Uint8Array;
  signs_from: EpochMs;
  trusted_until: EpochMs | null;
  created_at: EpochMs;
}

interface SettingsActiveTable {
  tenant: TenantId;
  epoch: number;
  revision: number;
  /** JSON: names and hashes in order. */
  parts: string;
  manifest_hash: string;
  activated_at: EpochMs;
}

interface LoginTable {
  tenant: TenantId;
  id: TransactionId;
  version: number;
  state: TransactionState;
  connection: string;
  party: string;
  key_hash: string;
  sealed: Uint8Array | null;
  expires_at: EpochMs;
}

interface SignInTestTable {
  tenant: TenantId;
  id: string;
  version: number;
  state: StoredSignInTest['state'];
  connection: string;
  ticket_hash: string;
  key_hash: string;
  sealed: Uint8Array;
  memory: Uint8Array | null;
  expires_at: EpochMs;
  delete_at: EpochMs;
}

interface BrokerSessionTable {
  tenant: TenantId;
  id: SessionId;
  token_hash: string;
  connection: string;
  subject: SubjectKey;
  account_id: AccountId;
  strength: Strength;
  methods: string;
  strength_at: EpochMs;
  upstream_sid_key: string | null;
  upstream_name_key: string | null;
  sealed: Uint8Array;
  visit: Uint8Array | null;
  created_at: EpochMs;
  last_seen_at: EpochMs;
  expires_at: EpochMs;
}

interface PortalSessionTable {
  tenant: TenantId;
  token_hash: string;
  broker_session: SessionId;
  account_id: AccountId;
  sealed: Uint8Array;
  created_at: EpochMs;
  expires_at: EpochMs;
}

interface SessionEntryTable {
  tenant: TenantId;
  broker_session: SessionId;
  application: string;
  session_index: string;
  name_key: string;
  sealed: Uint8Array;
}

interface SubjectTable {
  tenant: TenantId;
  subject: SubjectKey;
  failures: number;
  locked_until: EpochMs;
  asked_at: EpochMs | null;
  requests: number | null;
  requested_at: EpochMs | null;
  denied_at: EpochMs | null;
  disowned_at: EpochMs | null;
  sign_ins_void_at: EpochMs | null;
}

interface FactorTable {
  tenant: TenantId;
  id: FactorId;
  subject: SubjectKey;
  kind: FactorKind;
  state: 'pending' | 'active';
  sealed: Uint8Array;
  last_step: number;
  created_at: EpochMs;
  last_used_at: EpochMs | null;
  expires_at: EpochMs | null;
}

interface BrowserTable {
  tenant: TenantId;
  id: BrowserId;
  subject: SubjectKey;
  secret_hash: string;
  previous_hash: string | null;
  rotated_at: EpochMs;
  remembered_at: EpochMs | null;
  sealed: Uint8Array;
  created_at: EpochMs;
  last_seen_at: EpochMs;
}

interface SeenPlaceTable {
  tenant: TenantId;
  subject: SubjectKey;
  country: string;
  /** Tenths of a degree. */
  latitude: number | null;
  longitude: number | null;
  seen_at: EpochMs;
}

interface OathTokenTable {
  tenant: TenantId;
  id: TokenId;
  serial_hash: string;
  sealed: Uint8Array;
  factor: FactorId | null;
  position: number;
  drift: number;
  awaited: number | null;
  added_at: EpochMs;
}

interface ChallengeTable {
  tenant: TenantId;
  id: ChallengeId;
  subject: SubjectKey;
  kind: FactorKind;
  occasion: string;
  state: ChallengeState;
  code_hash: string;
  sealed: Uint8Array;
  misses: number;
  created_at: EpochMs;
  expires_at: EpochMs;
}

/** What is looked at again from time to time; `state` is JSON of the kind. */
interface WatchedTable {
  tenant: TenantId;
  kind: WatchedKind;
  name: string;
  version: number;
  next_at: EpochMs;
  state: string;
}

interface TraceTable {
  tenant: TenantId;
  support_code: string;
  at: EpochMs;
  code: string;
  because: string;
  step: string;
  connection: string | null;
  /** Null in rows of the first release, and so are those below. */
  outcome: TraceOutcome | null;
  party: string | null;
  took_ms: number | null;
  /** JSON. */
  steps: string | null;
  /** Id of the messages that were kept of this sign-in. */
  kept: string | null;
}

interface CaptureTable {
  tenant: TenantId;
  id: CaptureId;
  connection: string;
  started_at: EpochMs;
  started_by: string;
  ends_at: EpochMs;
  /** Sign-ins whose messages were kept. */
  kept: number;
}

interface CapturedMessageTable {
  tenant: TenantId;
  id: string;
  capture: CaptureId;
  connection: string;
  at: EpochMs;
  code: string;
  sealed: Uint8Array;
}
