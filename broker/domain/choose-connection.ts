/**
 * Which connection signs somebody in (DESIGN section 5). Pure: what the browser, the link and the settings say goes in, what
 * happens next comes out, with its reason. A connection that is off, or whose people the application does not let in, is
 * never an outcome; what a link from elsewhere says is advice, and never takes anybody anywhere by itself.
 */
import type { Connection } from '#contract/settings/connection';
import type { PortalSettings } from '#contract/settings/portal';
import { type Refusal, refuse } from './app-error.ts';
import { isNamed, speaksFor } from './connection-names.ts';
import { claimantOf } from './email-domains.ts';
import { admits, type PartyTerms } from './party.ts';

/** What the person did on a page of ours. */
export type Asked =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'connection'; readonly id: string }
  /** Another one than the link, the memory or the settings would take. */
  | { readonly kind: 'another' }
  /** The domain of the e-mail address that they entered. */
  | { readonly kind: 'address'; readonly domain: string };

/** The connection that this browser last signed in through. */
export interface Remembered {
  readonly connection: string;
  /**
   * `settled`: goes there without being asked. `left`: was sent there just now and is back without having signed in, so it
   * may have been the wrong door. `signed-out`: said goodbye, perhaps on a computer that others use.
   */
  readonly trust: 'settled' | 'left' | 'signed-out';
}

export interface ChoiceFacts {
  readonly asked: Asked;
  /** All of the tenant's. */
  readonly connections: readonly Connection[];
  readonly terms: Pick<PartyTerms, 'connections' | 'primaryConnection'>;
  readonly portal: Pick<PortalSettings, 'primaryConnection' | 'askForEmail'>;
  /** The connection of the session in this browser, and whether that session may answer as it is. */
  readonly session: { readonly connection: string; readonly mayAnswer: boolean } | null;
  /** Where the same request has departed to already. */
  readonly underWay: string | null;
  /** The providers that the request names (SAML Core 3.4.1.3): connections, or providers by their own names. */
  readonly hints: readonly string[];
  readonly remembered: Remembered | null;
}

export type ConnectionChoice =
  | { readonly kind: 'session'; readonly because: string }
  | { readonly kind: 'depart'; readonly connection: Connection; readonly because: string }
  /** Only a link says so: the person has to say it too. */
  | { readonly kind: 'confirm'; readonly connection: Connection; readonly because: string }
  /** `byEmail`: these are not all that there are, so there is the e-mail question beside them. */
  | { readonly kind: 'choose'; readonly connections: readonly Connection[]; readonly byEmail: boolean; readonly because: string }
  /** Ask for the e-mail address; `problem` where the one before led nowhere. `lastUsed` is no secret to this browser. */
  | { readonly kind: 'ask-email'; readonly problem: Refusal | null; readonly lastUsed: Connection | null; readonly because: string }
  | { readonly kind: 'refuse'; readonly refusal: Refusal; readonly connection: string | null; readonly because: string };

export function chooseConnection(facts: ChoiceFacts): ConnectionChoice {
  const { asked, session, connections, terms, underWay } = facts;
  if (asked.kind === 'connection') return wished(asked.id, facts);
  if (session !== null && admits(terms, session.connection)) {
    const connection = connections.find(({ id, enabled }) => enabled && id === session.connection);
    if (session.mayAnswer) return { kind: 'session', because: 'session' };
    if (asked.kind === 'nothing' && connection !== undefined) return { kind: 'depart', connection, because: 'session.asked-afresh' };
  }
  if (asked.kind === 'nothing' && underWay !== null) return onceMore(underWay, facts);

  const open = openOf(facts);
  const [only, ...others] = open;
  if (only === undefined) return refusing(refuse('login_no_connection', 'choice.none'));
  if (others.length === 0) return { kind: 'depart', connection: only, because: 'only-one' };
  switch (asked.kind) {
    case 'address':
      // Where companies are listed nobody is asked, and nobody is told whose domain belongs to whom.
      return facts.portal.askForEmail ? byDomain(asked.domain, open, facts) : ask(facts, open, 'another');
    case 'another':
      return ask(facts, open, 'another');
    case 'nothing':
      return unasked(facts, open);
    default:
      return asked satisfies never;
  }
}

/** Chosen on our own page: an order, even against the session, unless it cannot be. */
function wished(id: string, facts: ChoiceFacts): ConnectionChoice {
  if (facts.session?.connection === id && facts.session.mayAnswer && admits(facts.terms, id)) return { kind: 'session', because: 'wish' };
  return departTo(id, facts, 'wish');
}

function departTo(id: string, { connections, terms }: ChoiceFacts, because: string): ConnectionChoice {
  const connection = connections.find((each) => each.id === id && each.enabled);
  if (connection === undefined) return refusing(refuse('login_connection_unknown', `${because}.unknown`));
  if (!admits(terms, id)) return refusing(refuse('party_connection_refused', `${because}.party`), id);
  return { kind: 'depart', connection, because };
}

/**
 * The same request once more (reload, back). Whom it led on without a question it leads on again; who was asked is asked
 * again, because the way back from the wrong provider ends here.
 */
function onceMore(underWay: string, facts: ChoiceFacts): ConnectionChoice {
  const same = departTo(underWay, facts, 'under-way');
  const open = openOf(facts);
  if (same.kind !== 'depart' || open.length < 2) return same;
  const anew = unasked(facts, open);
  return anew.kind === 'depart' ? same : anew;
}

/** The connections that are on and whose people the application lets in. */
function openOf({ connections, terms }: ChoiceFacts): readonly Connection[] {
  return connections.filter(({ enabled, id }) => enabled && admits(terms, id));
}

/** Nothing was chosen on a page: the link, the memory, the settings, and else the person is asked. */
function unasked(facts: ChoiceFacts, open: readonly Connection[]): ConnectionChoice {
  const straight = withoutAsking(facts, open);
  const [hinted, ...more] = open.filter((connection) => facts.hints.some((hint) => isNamed(connection, hint)));
  if (hinted !== undefined && more.length > 0) return chooseAmong([hinted, ...more], facts, 'hint.several');
  if (hinted === undefined) return straight ?? ask(facts, open, 'no-choice-made');
  // A link that leads where this browser goes anyway takes nobody anywhere new.
  if (straight?.connection === hinted) return { ...straight, because: `hint, ${straight.because}` };
  return { kind: 'confirm', connection: hinted, because: 'hint' };
}

type Straight = Extract<ConnectionChoice, { kind: 'depart' }>;

function withoutAsking({ remembered, terms, portal }: ChoiceFacts, open: readonly Connection[]): Straight | null {
  if (remembered?.trust === 'left') return null;
  const candidates = [
    [remembered?.trust === 'settled' ? remembered.connection : null, 'remembered'],
    [terms.primaryConnection, 'primary.party'],
    [portal.primaryConnection, 'primary.portal'],
  ] as const;
  for (const [id, because] of candidates) {
    const connection = open.find((each) => each.id === id);
    if (connection !== undefined) return { kind: 'depart', connection, because };
  }
  return null;
}

function ask(facts: ChoiceFacts, open: readonly Connection[], because: string, problem: Refusal | null = null): ConnectionChoice {
  if (!facts.portal.askForEmail) return chooseAmong(open, facts, because);
  const lastUsed = open.find(({ id }) => id === facts.remembered?.connection) ?? null;
  return { kind: 'ask-email', problem, lastUsed, because };
}

function chooseAmong(connections: readonly Connection[], { portal, remembered }: ChoiceFacts, because: string): ConnectionChoice {
  return { kind: 'choose', connections: inOrder(connections, remembered), byEmail: portal.askForEmail, because };
}

/**
 * Who may speak for this domain: those that claim it, and where nobody does, those that take what is unclaimed. What is left
 * goes to the codes by e-mail, where the customers and the strangers see the same pages.
 */
function byDomain(domain: string, open: readonly Connection[], facts: ChoiceFacts): ConnectionChoice {
  const claiming = open.filter((connection) => speaksFor(connection, domain));
  const unclaimed = claimantOf(domain, facts.connections) === null;
  const ways = [
    [claiming, 'address.claimed'],
    [unclaimed ? open.filter(({ domains }) => domains.mode === 'any-unclaimed') : [], 'address.unclaimed'],
    [open.filter(({ protocol }) => protocol === 'email-code'), 'address.by-code'],
  ] as const;
  for (const [[connection, ...others], because] of ways) {
    if (connection === undefined) continue;
    if (others.length > 0) return chooseAmong([connection, ...others], facts, because);
    return { kind: 'depart', connection, because };
  }
  return ask(facts, open, 'address.unknown', refuse('login_company_not_found', 'address.unknown'));
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The one used last in front, the others by name. */
function inOrder(connections: readonly Connection[], remembered: Remembered | null): readonly Connection[] {
  const last = (connection: Connection) => Number(connection.id !== remembered?.connection);
  return connections.toSorted((a, b) => last(a) - last(b) || byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

function refusing(refusal: Refusal, connection: string | null = null): ConnectionChoice {
  return { kind: 'refuse', refusal, connection, because: refusal.because };
}
