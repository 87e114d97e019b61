import { AppError } from '../domain/app-error.ts';
import { type Asked, type ChoiceFacts, type ConnectionChoice, chooseConnection } from '../domain/choose-connection.ts';
import { speaksFor } from '../domain/connection-names.ts';
import type { EmailAddress } from '../domain/email-domains.ts';
import { openAddress } from './asked-address.ts';
import type { LoginDeps, Scene } from './deps.ts';
import { rememberedAt } from './remembered-company.ts';
import type { BrowserJar } from './reply.ts';

/** What the address of the request says that the person did on a page of ours; the e-mail address is in the jar. */
export type AskedOnPage = Exclude<Asked, { kind: 'address' }> | { readonly kind: 'address' };

/**
 * Addresses of no customer that one network may ask for. People of customers are not counted: whoever tries names out mostly
 * asks for others, and a company at nine in the morning does not.
 */
const searchLimits = { unknownPerNetwork: 100, windowMs: 3_600_000 } as const;

export interface Choosing {
  readonly asked: AskedOnPage;
  readonly jar: BrowserJar;
  /** What the limit counts by. */
  readonly network: string;
  readonly facts: Pick<ChoiceFacts, 'terms' | 'session' | 'underWay' | 'hints'>;
}

export interface Chosen {
  readonly choice: ConnectionChoice;
  /** For the provider, so that the address need not be entered twice; null unless it is this connection's to know. */
  readonly loginHint: string | null;
}

/** Gathers what `chooseConnection` has to know, and counts searches by address. Throws `too_many_requests`. */
export async function choose(deps: LoginDeps, scene: Scene, { asked, jar, network, facts }: Choosing): Promise<Chosen> {
  const { connections, portal } = scene.snapshot.settings;
  const entered = asked.kind === 'address' || asked.kind === 'connection' ? await enteredIn(deps, scene, jar) : null;
  const choose = () =>
    chooseConnection({
      ...facts,
      asked: toldBy(asked, entered),
      connections,
      portal,
      remembered: rememberedAt(jar.company, deps.clock.now()),
    });
  const searches = asked.kind === 'address' && entered !== null && portal.askForEmail;
  const choice = searches ? await counted(deps, scene, network, choose) : choose();
  const isTheirs = entered !== null && choice.kind === 'depart' && (searches || speaksFor(choice.connection, entered.domain));
  return { choice, loginHint: isTheirs ? entered.address : null };
}

async function enteredIn(deps: LoginDeps, { tenant }: Scene, { address }: BrowserJar): Promise<EmailAddress | null> {
  return address === null ? null : openAddress(deps, tenant.id, address);
}

/** Who comes from the page that asks, and has no address any more, is asked again. */
function toldBy(asked: AskedOnPage, entered: EmailAddress | null): Asked {
  if (asked.kind !== 'address') return asked;
  return entered === null ? { kind: 'another' } : { kind: 'address', domain: entered.domain };
}

async function counted(deps: LoginDeps, { tenant }: Scene, network: string, search: () => ConnectionChoice): Promise<ConnectionChoice> {
  const { rates } = deps.storage;
  const { unknownPerNetwork, windowMs } = searchLimits;
  const key = JSON.stringify(['company by address', tenant.id, network]);
  const now = deps.clock.now();
  // Counted before anything is looked up: of many at once, none gets past the limit.
  if ((await rates.hit(key, windowMs, now)) > unknownPerNetwork)
    throw new AppError('too_many_requests', { details: { because: 'company.searches-of-one-network' } });
  const choice = search();
  if (isTold(choice)) await rates.giveBack(key, windowMs, now);
  return choice;
}

/**
 * Does the outcome itself tell that the domain is a customer's? Where codes go out by e-mail it does not, and then nor must
 * the count: a hundredth try would be the answer.
 */
function isTold(choice: ConnectionChoice): boolean {
  return choice.because === 'address.claimed' && choice.kind === 'depart' && choice.connection.protocol !== 'email-code';
}
