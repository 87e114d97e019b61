import type { Issue, Site } from '../../../../../sandbox/jira/model.ts';
import { isInvolved } from '../../../../../sandbox/jira/native-rules.ts';
import type { ListQuestion, Questions } from './sight.ts';
import { searchedWords } from './words.ts';
import type { World } from './world.ts';

const requestsLookedAt = 6;

/** What a person is asked to look at: everything of a small world, and the most telling part of a busy one. */
export function questionsFor(world: World, site: Site, accountId: string): Questions {
  const desks = [...site.desks.values()];
  const involved = (issue: Issue) => {
    const desk = site.desks.get(issue.deskId);
    return desk !== undefined && isInvolved(site, desk, issue, accountId) ? 0 : 1;
  };
  const issues = [...site.issues.values()].sort((a, b) => involved(a) - involved(b)).slice(0, requestsLookedAt);
  const [first] = issues;
  const elsewhere = desks.find((desk) => desk.id !== first?.deskId);
  return {
    desks: [...desks.map((desk) => desk.id), '999999'],
    forms: desks.flatMap((desk, index) => [
      ...someOf(desk.requestTypes, world.choice(`type ${index}`, 60)).map((type) => ({ deskId: desk.id, typeId: type.id })),
      // A type of another desk is no type of this one.
      ...(index === world.choice('foreign type', 3) ? (desks[1 - index]?.requestTypes.slice(0, 1) ?? []) : []).map((type) => ({
        deskId: desk.id,
        typeId: type.id,
      })),
    ]),
    lists: [{ status: 'all', deskId: null, text: '' }, ...furtherLists(world, site)],
    requests: [
      ...issues.flatMap(({ deskId, key, formerKeys }) => [key, ...formerKeys].map((one) => ({ deskId, key: one }))),
      ...(first && elsewhere ? [{ deskId: elsewhere.id, key: first.key }] : []),
      ...issues.slice(0, 1).flatMap(({ formerKeys }) => desks.flatMap((desk) => formerKeys.map((key) => ({ deskId: desk.id, key })))),
    ],
  };
}

/** One of them. */
function someOf<Item>(items: readonly Item[], choice: number): readonly Item[] {
  return items.length === 0 ? [] : items.slice(choice % items.length).slice(0, 1);
}

/** One further kind of list for each seed. */
function furtherLists(world: World, site: Site): ListQuestion[] {
  const [word = '', other = ''] = ['word', 'other'].map((question) => searchedWords[world.choice(question, searchedWords.length)]);
  const deskId = [...site.desks.keys()][world.choice('desk', 2)] ?? null;
  const kinds: ListQuestion[][] = [
    [{ status: 'open', deskId: null, text: '' }],
    [{ status: 'closed', deskId: null, text: '' }],
    [{ status: 'all', deskId, text: '' }],
    [
      { status: 'all', deskId: null, text: word },
      { status: 'all', deskId, text: `${word} ${other}` },
    ],
    [{ status: 'all', deskId: null, text: `${word}") OR reporter is not EMPTY OR (summary ~ "${word}*` }],
    [{ status: 'all', deskId: null, text: word }],
  ];
  return kinds[world.choice('list', kinds.length)] ?? [];
}
