import type { Refusal } from '../app-error.ts';
import type { Assurance } from '../assurance.ts';
import type { AccountId } from '../brands.ts';
import type { Tenant } from '../tenant.ts';
import type { PartyRequest } from '../transaction.ts';

/** Who is answered for, as far as a party gets to know it. */
interface Released {
  readonly accountId: AccountId;
  readonly displayName: string;
  /** Groups of the person at the provider, null where unknown. */
  readonly groups: readonly string[] | null;
  readonly connection: string;
  readonly assurance: Assurance;
  /** Names the broker session in the party's SessionIndex, so that both die together. */
  readonly sessionIndex: string;
}

/** A form that the browser posts to the party. */
export interface PartyAnswer {
  readonly acsUrl: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The side of the login host that speaks to the applications that trust it. */
export interface Relying {
  /** Verifies a request (raw query of the Redirect binding): registered party, registered ACS, signature, fresh. */
  read(tenant: Tenant, rawQuery: string): Promise<{ readonly ok: true; readonly request: PartyRequest } | Refusal>;
  answer(tenant: Tenant, request: PartyRequest, released: Released): Promise<PartyAnswer>;
  /** Tells the party no, in the protocol's own words. */
  answerRefusal(tenant: Tenant, request: PartyRequest, reason: 'denied' | 'no-passive' | 'failed'): Promise<PartyAnswer>;
  /** Verifies a LogoutRequest (raw query of the Redirect binding); an unsigned one is refused always. */
  readLogout(tenant: Tenant, rawQuery: string): Promise<{ readonly ok: true; readonly logout: PartyLogout } | Refusal>;
  /** Where to send the browser when everything has ended: the party's signed LogoutResponse. */
  logoutAnswerUrl(tenant: Tenant, logout: PartyLogout): Promise<string>;
  /** SAML metadata of the login host as an identity provider, with every key that may sign now or soon. */
  metadata(tenant: Tenant): Promise<string>;
}

/** A verified request to end a session. */
export interface PartyLogout {
  readonly party: string;
  readonly requestId: string;
  readonly accountId: AccountId;
  /** The broker session that the party's session hangs on. */
  readonly sessionIndex: string | null;
  readonly relayState: string | null;
}
