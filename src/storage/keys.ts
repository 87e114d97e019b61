/**
 * How the settings lie in Forge storage. Nothing is ever overwritten that a reader may be reading:
 *
 * - `part:{save}:{name}`: one aggregate (policy, second factor, portal, Jira, one connection, one application), written once by one save.
 * - secret `sec_...`: one entered value, written once, in the encrypted half of the storage.
 * - `revision:{n}`: which parts make up revision n, when and by whom saved. Written with FAIL_IF_EXISTS, so of two
 *   administrators who save at once exactly one gets the number: that is the compare-and-set.
 * - `head`: a hint where to start looking for the newest revision; it may lag behind, never lie ahead.
 */
export const headKey = 'head';
export const revisionKey = (revision: number): string => `revision:${revision}`;
export const partKey = (save: string, name: string): string => `part:${save}:${name}`;

/** Undo works this long; what was replaced is removed from storage after it. */
export const undoHours = 1;
export const undoMs = undoHours * 3_600_000;

/** How many older revision records stay, so that a head which lags can be rolled forward. A save takes well under 25 s. */
export const keptRevisions = 100;
