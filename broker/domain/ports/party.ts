import type { Refusal } from '../app-error.ts';
import type { Assurance } from '../assurance.ts';
import type { AccountId } from '../brands.ts';
import type { Identity } from '../identity.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Tenant } from '../tenant.ts';
import type { PartyRequest } from '../transaction.ts';

/** Where a party asks: the tenant, and the settings that were live when the request arrived. */
export interface PartyScene {
  readonly tenant: Tenant;
  readonly snapshot: Snapshot;
}

/** Who is answered for. A party gets to know no more of it than is registered for it. */
export interface Released {
  readonly identity: Identity;
  /** Null where the party needs none. */
  readonly account: { readonly accountId: AccountId; readonly displayName: string } | null;
  readonly assurance: Assurance;
  /** Names the broker session in the party's SessionIndex, so that both die together. */
  readonly sessionIndex: string;
}
  /** Opens the trace of this sign-in. For our own portal, which shows it to the person. */
  readonly supportCode?: string;

/** A form that the browser posts to the party. */
export interface PartyAnswer {
  readonly acsUrl: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A message on its way to the party through the browser. */
export type PartyHop =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'post'; readonly url: string; readonly fields: Readonly<Record<string, string>> };

/** The form of a message that came by POST. */
export interface PartyForm {
  /** The value of `SAMLRequest`; base64. */
  readonly message: string;
  readonly relayState: string | null;
}

/** The side of the login host that speaks to the applications that trust it. Messages come as the raw query of an address. */
export interface Relying {
  /**
   * The query by which a posted message goes on as an address of ours: a form from another site brings no session cookie
   * (SameSite=Lax), an address does. The message in it stays as it was signed.
   */
  asQuery(form: PartyForm): { readonly ok: true; readonly query: string } | Refusal;
  /** Verifies a request: registered party, registered ACS, signature where one is asked for or given, fresh. */
  read(scene: PartyScene, rawQuery: string): Promise<{ readonly ok: true; readonly request: PartyRequest } | Refusal>;
  /** Refuses where the person cannot be told of as the party was promised, or is not the one that it asked about. */
  answer(
    scene: PartyScene,
    request: PartyRequest,
    released: Released,
  ): Promise<{ readonly ok: true; readonly answer: PartyAnswer } | Refusal>;
  /** Tells the party no, in the protocol's own words. */
  answerRefusal(scene: PartyScene, request: PartyRequest, reason: 'denied' | 'no-passive' | 'failed'): Promise<PartyAnswer>;
  /** Verifies a LogoutRequest; an unsigned one is refused always. */
  readLogout(scene: PartyScene, rawQuery: string): Promise<{ readonly ok: true; readonly logout: PartyLogout } | Refusal>;
  /** The party's signed LogoutResponse, when everything has ended. Null when the party is gone, or has no place for it. */
  logoutAnswer(scene: PartyScene, logout: PartyLogout): Promise<PartyHop | null>;
  /**
   * SAML metadata of the login host as an identity provider, with every key that may sign now or soon: for our portal, or
   * for the application of this short name. Null when there is none.
   */
  metadata(scene: PartyScene, application: string | null): Promise<string | null>;
}

/** A verified request to end a session. */
export interface PartyLogout {
  readonly party: string;
  readonly requestId: string;
  /** Whom the portal speaks of; other applications have names of their own for people. */
  readonly accountId: AccountId | null;
  /** The broker session that the party's session hangs on. */
  readonly sessionIndex: string | null;
  readonly relayState: string | null;
}
