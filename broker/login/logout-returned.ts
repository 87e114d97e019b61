import type { Refusal } from '../domain/app-error.ts';
import { atHand, connectorFor } from '../domain/connection.ts';
import { cameBack, type LogoutWay } from '../domain/logout.ts';
import type { Arrival } from '../domain/ports/connector.ts';
import type { PartyForm } from '../domain/ports/party.ts';
import { findConnection, type LoginDeps, type Scene } from './deps.ts';
import { goOn, type LogoutStep } from './logout-way.ts';
import type { LogoutUnderWay } from './logouts.ts';

/** The browser is back on its way through a sign-out. `problem`: the answer that it brought does not count, and why. */
export type LogoutReturn = LogoutStep & { readonly problem: Refusal | null };

type Told = { readonly ok: true; readonly complete: boolean } | Refusal;

/**
 * An application's answer. It has to be its own, signed, to the very request of ours; any other says nothing about it. The
 * way goes on in either case, if the browser was there: an answer that names neither the request nor the state is none.
 */
export async function applicationAnswered(
  deps: LoginDeps,
  scene: Scene,
  underWay: LogoutUnderWay | null,
  answer: { readonly incoming: string | PartyForm; readonly state: string | null },
): Promise<LogoutReturn | null> {
  const way = await deps.logouts.open(scene.tenant, underWay);
  if (way?.at?.kind !== 'application') return null;
  const { entry, requestId } = way.at;
  const told = await deps.relying.readLogoutAnswer(scene, answer.incoming, { party: entry.party, requestId });
  return onwards(deps, scene, underWay, way, told, answer.state);
}

/** The same of a connection's provider, by SAML. */
export async function providerAnswered(
  deps: LoginDeps,
  scene: Scene,
  underWay: LogoutUnderWay | null,
  answer: { readonly connection: string; readonly arrival: Arrival; readonly state: string | null },
): Promise<LogoutReturn | null> {
  const way = await deps.logouts.open(scene.tenant, underWay);
  if (way?.at?.kind !== 'provider' || way.at.connection !== answer.connection || way.at.requestId === null) return null;
  const connection = findConnection(scene, answer.connection);
  const read = connection && connectorFor(deps.connectors, connection).singleLogout?.readAnswer;
  if (!connection || !read) return null;
  const { requestId } = way.at;
  const told = await read({ ...atHand(scene.tenant, connection, scene.snapshot.secrets), arrival: answer.arrival, requestId });
  return onwards(deps, scene, underWay, way, told, answer.state);
}

/** Back from an OpenID provider, which says no more than that (RP-Initiated Logout 1.0, section 3). */
export async function providerReturned(
  deps: LoginDeps,
  scene: Scene,
  underWay: LogoutUnderWay | null,
  state: string | null,
): Promise<LogoutReturn | null> {
  const way = await deps.logouts.open(scene.tenant, underWay);
  if (way?.at?.kind !== 'provider' || way.at.requestId !== null || state !== underWay?.handle) return null;
  return onwards(deps, scene, underWay, way, { ok: true, complete: true }, state);
}

/** The person goes on by themselves from where nobody sent them back. */
export async function passedOver(
  deps: LoginDeps,
  scene: Scene,
  underWay: LogoutUnderWay | null,
  state: string | null,
): Promise<LogoutReturn | null> {
  const way = await deps.logouts.open(scene.tenant, underWay);
  if (way === null || state !== underWay?.handle) return null;
  return onwards(deps, scene, underWay, way, { ok: true, complete: false }, state);
}

async function onwards(
  deps: LoginDeps,
  scene: Scene,
  underWay: LogoutUnderWay | null,
  way: LogoutWay,
  told: Told,
  state: string | null,
): Promise<LogoutReturn | null> {
  // Anybody can make a link to here. One that proves nothing and does not know the state is not what is waited for.
  if (underWay === null || (!told.ok && state !== underWay.handle)) return null;
  // Two answers at once: the way goes on once.
  if (!(await deps.logouts.leave(scene.tenant, underWay))) return null;
  const step = await goOn(deps, scene, cameBack(way, told.ok && told.complete));
  return { ...step, problem: told.ok ? null : told };
}
