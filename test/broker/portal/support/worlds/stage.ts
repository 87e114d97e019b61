import type { Clock } from '../../../../../broker/domain/ports/clock.ts';
import type { JiraSource } from '../../../../../broker/domain/ports/jira.ts';
import type { PortalGuard } from '../../../../../broker/portal/guard.ts';
import type { Site } from '../../../../../sandbox/jira/model.ts';
import type { Deviation } from './deviations.ts';
import { createNative } from './native.ts';
import type { OpenWorld } from './open-world.ts';
import type { Actor, World } from './world.ts';

export type MakeGuard = (deps: { jira: JiraSource; clock: Clock }) => PortalGuard;

export interface Finding {
  readonly accountId: string;
  readonly when: string;
  readonly what: readonly string[];
}

/** A world on show: the guard under test, and what was noticed so far. */
export interface Stage {
  readonly world: World;
  readonly open: OpenWorld;
  readonly guard: PortalGuard;
  readonly findings: Finding[];
  readonly deviations: Map<Deviation, number>;
  /** Things that occurred while it was played. */
  readonly occurred: Set<string>;
}

export function siteOf(stage: Stage, actor: Actor): Site {
  const site = stage.world.sites[actor.tenant];
  if (site === undefined) throw new Error(`no site ${actor.tenant}`);
  return site;
}

/** The native portal as the person would have it, less the deviations, which are counted. */
export function nativeOf(stage: Stage, actor: Actor): ReturnType<typeof createNative> {
  return createNative(siteOf(stage, actor), stage.world.quirk, actor.accountId, (name) =>
    stage.deviations.set(name, (stage.deviations.get(name) ?? 0) + 1),
  );
}

export function note(stage: Stage, actor: Actor, when: string, what: readonly string[]): void {
  if (what.length > 0) stage.findings.push({ accountId: actor.accountId, when, what });
}
