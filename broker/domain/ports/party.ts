import type { Refusal } from '../app-error.ts';
import type { Assurance } from '../assurance.ts';
import type { Identity } from '../identity.ts';
import type { Entry, LogoutOutcome, PartyLogout } from '../logout.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Tenant } from '../tenant.ts';
import type { PartyRequest } from '../transaction.ts';
import type { Admitted } from './admission.ts';

/** Where a party asks: the tenant, and the settings that were live when the request arrived. */
export interface PartyScene {
  readonly tenant: Tenant;
  readonly snapshot: Snapshot;
}

/** Who is answered for. A party gets to know no more of it than is registered for it. */
export interface Released {
  readonly identity: Identity;
  /** Null where the party needs none. */
  readonly account: Pick<Admitted, 'accountId' | 'displayName' | 'address'> | null;
  readonly assurance: Assurance;
  /** The broker session: our portal's SessionIndex; what other applications know it by follows from it. */
  readonly sessionIndex: string;
  /** Opens the trace of this sign-in. For our own portal, which shows it to the person. */
  readonly supportCode?: string;
}

export type PartyAnswer =
  /** A form that the browser posts to the party. */
  | { readonly kind: 'form'; readonly acsUrl: string; readonly fields: Readonly<Record<string, string>> }
  /** The party is a page of this host: the browser goes there, and no message is made. */
  | { readonly kind: 'page'; readonly path: string };

/** A message on its way to the party through the browser. */
export type PartyHop =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'post'; readonly url: string; readonly fields: Readonly<Record<string, string>> };

/** The form of a message that came by POST. */
export interface PartyForm {
  /** The value of `SAMLRequest` or `SAMLResponse`; base64. */
  readonly message: string;
  readonly relayState: string | null;
}

/** The part of it that signs people out (SAML Profiles 4.4). */
export interface RelyingLogout {
  /** Verifies a LogoutRequest; an unsigned one is refused always. */
  readLogout(scene: PartyScene, rawQuery: string): Promise<{ readonly ok: true; readonly logout: PartyLogout } | Refusal>;
  /** The party's signed LogoutResponse, when everything has ended. Null when the party is gone, or has no place for it. */
  logoutAnswer(
    scene: PartyScene,
    logout: Pick<PartyLogout, 'party' | 'requestId' | 'relayState'>,
    outcome: LogoutOutcome,
  ): Promise<PartyHop | null>;
  /** Tells an application that a session has ended. Null when it is gone, or has no place for it. */
  tellLogout(scene: PartyScene, entry: Entry, relayState: string): Promise<{ readonly hop: PartyHop; readonly requestId: string } | null>;
  /** What an application says to that: a raw query or a form. `complete` false: it did not end everything. */
  readLogoutAnswer(
    scene: PartyScene,
    incoming: string | PartyForm,
    expected: { readonly party: string; readonly requestId: string },
  ): Promise<{ readonly ok: true; readonly complete: boolean } | Refusal>;
}

/** The side of the login host that speaks to the applications that trust it. Messages come as the raw query of an address. */
export interface Relying extends RelyingLogout {
  /**
   * The query by which a posted message goes on as an address of ours: a form from another site brings no session cookie
   * (SameSite=Lax), an address does. The message in it stays as it was signed.
   */
  asQuery(form: PartyForm): { readonly ok: true; readonly query: string } | Refusal;
  /**
   * Verifies a request: registered party, registered ACS, signature where one is asked for or given, fresh. `providers` are
   * those that it names (SAML Core 3.4.1.3), as advice: a link of anybody's may have made the party name them.
   */
  read(
    scene: PartyScene,
    rawQuery: string,
  ): Promise<{ readonly ok: true; readonly request: PartyRequest; readonly providers: readonly string[] } | Refusal>;
  /**
   * Refuses where the person cannot be told of as the party was promised, or is not the one that it asked about. `entry` has
   * to be kept with the session, so that the application can be told of its end; null for our portal, whose sessions die
   * with it.
   */
  answer(
    scene: PartyScene,
    request: PartyRequest,
    released: Released,
  ): Promise<{ readonly ok: true; readonly answer: PartyAnswer; readonly entry: Entry | null } | Refusal>;
  /** Tells the party no, in the protocol's own words. */
  answerRefusal(scene: PartyScene, request: PartyRequest, reason: 'denied' | 'no-passive' | 'failed'): Promise<PartyAnswer>;
  /**
   * SAML metadata of the login host as an identity provider, with every key that may sign now or soon: for our portal, or
   * for the application of this short name. Null when there is none.
   */
  metadata(scene: PartyScene, application: string | null): Promise<string | null>;
}
