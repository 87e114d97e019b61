import type { MethodKind, Methods } from '#contract/settings/methods';
import type { Refusal } from '../app-error.ts';
import type { EpochMs, FactorId, SubjectKey, TenantId } from '../brands.ts';
import type { Enrolling } from '../enrolling.ts';
import type { Identity } from '../identity.ts';
import type { Mailbox } from '../mailbox.ts';
import type { Tenant } from '../tenant.ts';
import type { Visit } from '../visit.ts';
import type { EnrolmentOffer, Prompt } from './factor-pages.ts';
import type { PhoneDesk } from './phone-desk.ts';
import type { StoredFactor } from './stores/factor-store.ts';
import type { TemporaryPasses } from './temporary-passes.ts';
import type { TokenPool } from './token-pool.ts';

export type FactorKind = MethodKind;

/** A person of a tenant, by their keyed pseudonym. */
export interface FactorSubject {
  readonly tenant: TenantId;
  readonly subject: SubjectKey;
}

/** Where and by whom a factor is used: all that a method may go by. */
export interface FactorScene {
  readonly tenant: Tenant;
  readonly subject: SubjectKey;
  /** How methods work at this tenant, as it is live. */
  readonly methods: Methods;
  /** What the company asserted at this sign-in. */
  readonly identity: Identity;
  /** Where e-mail reaches the person, by the word of a company that may give it; null where there is none. */
  readonly mailbox: Mailbox | null;
  readonly visit: Visit;
  /** What people call this site. */
  readonly siteName: string;
  /** What the person is about to enter, in words for them. */
  readonly entering: string;
  /** The login, or the visit to the security page, that challenges belong to. */
  readonly occasion: string;
  /** When that ends; no challenge outlives it. */
  readonly until: EpochMs;
}

/** What a method has to remember from asking to answer. Only that browser can open it. */
export type FactorMemory = Readonly<Record<string, string>>;

/** What the person entered, as it came. */
export interface FactorAnswer {
  readonly text: string;
  /** What the person wants to call a new one; empty for the name that it gets by itself. */
  readonly label?: string | undefined;
  /** Of hardware tokens: the number on the back, and the code that followed the first. */
  readonly serial?: string | undefined;
  readonly nextCode?: string | undefined;
  /** The person does not want to be asked again in this browser. */
  readonly remembers?: boolean | undefined;
}

export type Begun = { readonly ok: true; readonly memory: FactorMemory } | Refusal;
/** `codes`: new recovery codes, which are shown once and now. */
export type FactorVerdict = { readonly ok: true; readonly factor: FactorId; readonly codes?: readonly string[] } | Refusal;
/** `next`: nothing is proven yet, and the set-up goes on with another page. */
export type EnrolmentVerdict = FactorVerdict | { readonly ok: 'next'; readonly memory: FactorMemory };
/** What became of a challenge that is answered on another device. */
export type Elsewhere = 'waiting' | 'answered' | Refusal;

/** Asking for one that is there. */
interface FactorUse {
  /** Makes the challenge, and sends what has to be sent. */
  begin(scene: FactorScene): Promise<Begun>;
  /** As often as the page is loaded; changes nothing. Null when the challenge is gone. */
  prompt(scene: FactorScene, memory: FactorMemory): Promise<Prompt | null>;
  /** Sends it once more, or elsewhere; what was sent before is void. Absent where nothing is sent. */
  again?(scene: FactorScene, memory: FactorMemory, to?: string): Promise<Begun>;
  /** Refuses what is no answer at all: a slip of the finger, not a guess. Null for what must be judged. */
  refuseSlip(answer: FactorAnswer): Refusal | null;
  /** True for one caller only, whoever brings the same answer at the same moment. */
  verify(scene: FactorScene, memory: FactorMemory, answer: FactorAnswer): Promise<FactorVerdict>;
  /** Absent for what is answered on the page itself. */
  elsewhere?(scene: FactorScene, memory: FactorMemory): Promise<Elsewhere>;
  /** The login goes another way: what stands open elsewhere is closed. */
  drop?(scene: FactorScene, memory: FactorMemory): Promise<void>;
}

/** Setting up a new one. It stays pending until `confirm`. */
export interface FactorEnrolment {
  begin(scene: FactorScene): Promise<Begun>;
  offer(scene: FactorScene, memory: FactorMemory): Promise<EnrolmentOffer | null>;
  again?(scene: FactorScene, memory: FactorMemory, to?: string): Promise<Begun>;
  refuseSlip(memory: FactorMemory, answer: FactorAnswer): Refusal | null;
  confirm(scene: FactorScene, memory: FactorMemory, answer: FactorAnswer, standing: Enrolling): Promise<EnrolmentVerdict>;
  elsewhere?(scene: FactorScene, memory: FactorMemory): Promise<Elsewhere>;
}

/** One kind of second factor. It proves possession and counts its own replays; who asks and what follows is not its matter. */
export interface Factor {
  readonly kind: FactorKind;
  /** Could answers be found by trying? Then every one is counted before it is judged, and none is judged while counting fails. */
  readonly isGuessable: boolean;
  /** Does having it keep others from setting up a first one? False for what everybody has without setting it up. */
  readonly isOwn: boolean;
  /** May people use it here and now: switched on, not past its end, and the operator has what it is sent through? */
  isOffered(scene: Pick<FactorScene, 'methods'>): boolean;
  /** Can this person answer with it? `own`: their active factors, of all kinds. */
  isAtHand(scene: FactorScene, own: readonly StoredFactor[]): boolean | Promise<boolean>;
  readonly use: FactorUse;
  /** Absent where nobody sets it up by hand. */
  readonly enrol?: FactorEnrolment;
  /** A factor of this kind is gone: what belonged to it elsewhere is set free. */
  afterRemoval?(at: FactorSubject, row: StoredFactor): Promise<void>;
}

export interface RecoveryCodes {
  /** Makes ten new ones and voids the old. The texts are for showing once; nobody can read them again. */
  issue(at: FactorSubject): Promise<readonly string[]>;
}

/** A person's factor as they see it. */
export interface OwnFactor {
  readonly id: FactorId;
  readonly kind: FactorKind;
  readonly label: string;
  readonly createdAt: EpochMs;
  readonly lastUsedAt: EpochMs | null;
}

/** What people and administrators do with factors that are there. Whether they may is decided by who calls. */
export interface OwnFactors {
  list(at: FactorSubject): Promise<readonly OwnFactor[]>;
  rename(at: FactorSubject, factor: FactorId, label: string): Promise<boolean>;
  /** False when it was gone already, or is somebody else's. */
  remove(at: FactorSubject, factor: FactorId): Promise<boolean>;
  /** All of them, the recovery codes, the remembered browsers and the count of wrong answers: for a reset. Returns how many factors there were. */
  removeAll(at: FactorSubject): Promise<number>;
}

/** Every kind of second factor, best first: the order in which a person is asked. */
export interface Factors {
  readonly byKind: ReadonlyMap<FactorKind, Factor>;
  readonly recoveryCodes: RecoveryCodes;
  readonly own: OwnFactors;
  /** What people's phones ask and tell. */
  readonly phones: PhoneDesk;
  readonly passes: TemporaryPasses;
  /** The hardware tokens of a tenant. */
  readonly tokens: TokenPool;
}
