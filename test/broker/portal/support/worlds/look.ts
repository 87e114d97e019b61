import { differences } from './differences.ts';
import { guardedSight } from './guarded.ts';
import { nativeSight } from './native.ts';
import { questionsFor } from './questions.ts';
import type { Questions, Sight } from './sight.ts';
import { nativeOf, note, type Stage, siteOf } from './stage.ts';
import type { Actor } from './world.ts';

/** Compares everything that the person sees, never more, never less; of requests and forms no more than told. */
export async function look(stage: Stage, actor: Actor, when: string, requests = Number.POSITIVE_INFINITY): Promise<void> {
  const all = questionsFor(stage.world, siteOf(stage, actor), actor.accountId);
  // Some have seen the list of portals only when something changes, and no list of requests.
  const lists = when === 'at first' && stage.world.choice('no lists', 5) === 0 ? [] : all.lists;
  const questions = { ...all, lists, requests: all.requests.slice(0, requests), forms: all.forms.slice(0, requests) };
  const native = nativeSight(nativeOf(stage, actor), questions);
  const guarded = await guardedSight(stage.guard, stage.open.acting(actor), questions);
  if (Object.values(guarded.lists).some((keys) => keys.length > 10)) stage.occurred.add('a list of several pages');
  if (
    questions.lists.some(({ text }) => text !== '') &&
    Object.values(native.lists)
      .slice(1)
      .some((keys) => keys.length > 0)
  ) {
    stage.occurred.add('a search that finds');
  }
  note(stage, actor, when, differences(native, guarded));
}

/** What the person would see, to be held against what they see after something changed. */
export function remembered(stage: Stage, actor: Actor): { questions: Questions; sight: Sight } {
  const questions = questionsFor(stage.world, siteOf(stage, actor), actor.accountId);
  return { questions, sight: nativeSight(nativeOf(stage, actor), questions) };
}

/**
 * Compares straight after a change: what is opened has to be as it is now; lists may be as they were, as they are, or
 * anything between the two (R13).
 */
export async function lookAgain(stage: Stage, actor: Actor, when: string, before: { questions: Questions; sight: Sight }): Promise<void> {
  const fresh = questionsFor(stage.world, siteOf(stage, actor), actor.accountId);
  // Keys that were good before are tried as well.
  const requests = new Map([...fresh.requests, ...before.questions.requests].map((one) => [`${one.deskId}/${one.key}`, one]));
  const everything: Questions = { ...before.questions, requests: [...requests.values()].slice(0, 8) };
  // Opening refreshes what lists remember, so some do not open anything.
  const questions = stage.world.choice('opens', 3) === 0 ? { ...everything, desks: [], forms: [], requests: [] } : everything;
  const native = nativeSight(nativeOf(stage, actor), questions);
  const first = stage.world.choice('first', 2) === 0 ? 'portals' : 'requests';
  const guarded = await guardedSight(stage.guard, stage.open.acting(actor), questions, first);
  note(stage, actor, when, [
    ...differences(openings(native), openings(guarded)),
    ...between('portals', before.sight.portals.map(idOf), native.portals.map(idOf), guarded.portals.map(idOf)),
    ...Object.keys(native.lists).flatMap((name) =>
      between(name, before.sight.lists[name] ?? [], native.lists[name] ?? [], guarded.lists[name] ?? []),
    ),
  ]);
}

/** A desk's name may be a minute old wherever it stands. */
function openings({ portal, forms, requests }: Sight) {
  const unnamed = Object.entries(requests).map(([place, request]) => [place, request && { ...request, desk: idOf(request.desk) }]);
  return { portal, forms, requests: Object.fromEntries(unnamed) };
}

const idOf = (named: string) => named.split(' ')[0] ?? named;

function between(name: string, before: readonly string[], now: readonly string[], seen: readonly string[]): string[] {
  const more = seen.filter((one) => !before.includes(one) && !now.includes(one));
  const less = before.filter((one) => now.includes(one) && !seen.includes(one));
  return more.length + less.length === 0 ? [] : [`${name}: neither as before nor as now: more ${more.join(' ')}, less ${less.join(' ')}`];
}
