/**
 * What the browser carries from one page of the security page to the next, sealed under the key in its session cookie. The
 * place names the session and the use, so that nothing opens elsewhere; nobody can make up what was not sealed here.
 */
import type { EpochMs, FactorId } from '../../domain/brands.ts';
import type { FactorKind, FactorMemory } from '../../domain/ports/factor.ts';
import type { SecurityDeps } from './deps.ts';
import type { Occasion, SecurityVisit } from './visit.ts';

export interface SetUp {
  readonly occasion: Occasion;
  readonly method: FactorKind;
  readonly memory: FactorMemory;
}

/** What has just been done, for the page to say so. */
export type Note =
  | { readonly kind: 'renamed'; readonly factor: FactorId; readonly was: string }
  | { readonly kind: 'added' | 'removed' | 'codes-made' | 'browser-forgotten' | 'browsers-forgotten' | 'session-ended' };

/** Long enough to read it, and to undo what can be undone. */
const noteLifetimeMs = 5 * 60_000;

type Deps = Pick<SecurityDeps, 'seal' | 'clock'>;

export const sealSetUp = (deps: Deps, visit: SecurityVisit, setUp: SetUp) => sealAs(deps, visit, 'set-up', setUp);

export const openSetUp = (deps: Deps, visit: SecurityVisit, sealed: string) => openAs<SetUp>(deps, visit, 'set-up', sealed);

export function sealNote(deps: Deps, visit: SecurityVisit, note: Note): string {
  return sealAs(deps, visit, 'note', { note, until: deps.clock.now() + noteLifetimeMs });
}

/** Null for none, one that was not made for this session, and one of a while ago. */
export function openNote(deps: Deps, visit: SecurityVisit, sealed: string | undefined): Note | null {
  const opened = sealed === undefined ? null : openAs<{ note: Note; until: EpochMs }>(deps, visit, 'note', sealed);
  return opened !== null && deps.clock.now() < opened.until ? opened.note : null;
}

function placeOf({ current: { session }, subject: { tenant } }: SecurityVisit, column: 'set-up' | 'note') {
  return { tenant, table: 'security', row: session.id, column };
}

function sealAs(deps: Deps, visit: SecurityVisit, column: 'set-up' | 'note', value: object): string {
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return Buffer.from(deps.seal.seal(visit.current.token, placeOf(visit, column), plain)).toString('base64url');
}

function openAs<Value>(deps: Deps, visit: SecurityVisit, column: 'set-up' | 'note', sealed: string): Value | null {
  const plain = deps.seal.open(visit.current.token, placeOf(visit, column), Buffer.from(sealed, 'base64url'));
  return plain && (JSON.parse(new TextDecoder().decode(plain)) as Value);
}
