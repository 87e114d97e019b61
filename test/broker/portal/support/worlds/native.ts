import { asCustomer } from '../../../../../sandbox/jira/customer-view.ts';
import { textOf } from '../../../../../sandbox/jira/field-text.ts';
import type { Desk, Issue, Site } from '../../../../../sandbox/jira/model.ts';
import type { Deviate } from './deviations.ts';
import type { Quirk } from './quirks.ts';
import { type ListQuestion, listName, type Questions, type RequestSight, type Sight } from './sight.ts';
import { service } from './words.ts';

export function nativeSight(native: ReturnType<typeof createNative>, questions: Questions): Sight {
  return {
    portals: native.portals().map(({ deskId, name }) => `${deskId} ${name}`),
    portal: Object.fromEntries(questions.desks.map((deskId) => [deskId, native.portal(deskId)])),
    forms: Object.fromEntries(questions.forms.map(({ deskId, typeId }) => [`${deskId}/${typeId}`, native.form(deskId, typeId)])),
    lists: Object.fromEntries(questions.lists.map((question) => [listName(question), native.list(question)])),
    requests: Object.fromEntries(questions.requests.map(({ deskId, key }) => [`${deskId}/${key}`, native.request(deskId, key)])),
  };
}

/** What the person sees in the native portal, less the deliberate deviations, each told to `deviate`. */
export function createNative(site: Site, quirk: Quirk | null, accountId: string, deviate: Deviate) {
  const view = asCustomer(site, accountId);
  const mine = [...site.organizations.values()].filter((one) => one.members.has(accountId)).map((one) => one.id);
  const involved = () => new Set(view.requests().map((request) => request.key));

  const isEmpty = (desk: Desk) =>
    !mine.some((id) => desk.organizationIds.has(id)) && !desk.requestTypes.some((type) => view.mayRaise(desk.id, type.id));

  const served = (desk: Desk) => desk.agents.has(service.accountId);

  const portals = () =>
    view.portals().filter(({ deskId }) => {
      const empty = isEmpty(deskOf(site, deskId));
      if (empty) deviate('portal-with-nothing-to-raise');
      return !empty;
    });

  /** Does the guard keep a request to itself that the native portal opens? */
  const keptBack = (issue: Issue): boolean => {
    const desk = deskOf(site, issue.deskId);
    if (!served(desk)) return told(deviate, 'desk-without-service-account');
    if (!involved().has(issue.key)) return told(deviate, 'staff-not-involved');
    const level = desk.securityLevels.find((candidate) => candidate.id === issue.securityLevelId);
    if (level !== undefined && !level.accountIds.has(service.accountId)) return told(deviate, 'level-closed-to-service-account');
    const staff = desk.agents.has(accountId) || desk.administrators.has(accountId) || desk.browsers.has(accountId);
    if (site.settings.customersBrowse === 'nothing' && !staff && (level !== undefined || isEmpty(desk))) {
      return told(deviate, 'browse-not-told');
    }
    return false;
  };

  const list = ({ status, deskId, text }: ListQuestion): string[] => {
    if (deskId !== null && !portals().some((portal) => portal.deskId === deskId)) return [];
    const words = text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
    return (words.length === 0 ? view.requests() : view.search(words))
      .filter((request) => status === 'all' || request.done === (status === 'closed'))
      .filter((request) => deskId === null || request.deskId === deskId)
      .filter((request) => !keptBack(issueOf(site, request.issueId)))
      .map((request) => request.key)
      .sort();
  };

  const request = (deskId: string, key: string): RequestSight | null => {
    const shown = view.request(key);
    if (shown === null || shown.deskId !== deskId) return null;
    const issue = issueOf(site, shown.issueId);
    if (keptBack(issue)) return null;
    const desk = deskOf(site, deskId);
    const type = desk.requestTypes.find((candidate) => candidate.id === shown.requestTypeId);
    const comments = view.comments(key) ?? [];
    if (quirk === 'flags-missing' && comments.length > 0) deviate('comment-without-flag');
    return {
      key: shown.key,
      desk: `${deskId} ${desk.name}`,
      type: `${shown.requestTypeId} ${type?.name}`,
      summary: masked(shown.summary),
      status: shown.status,
      reporter: `${nameOf(shown.reporter)}${shown.reporter === accountId ? ' (me)' : ''}`,
      fields: (type?.fields ?? []).flatMap(({ fieldId, name }) => {
        const text = textOf(shown.visibleFields[fieldId]);
        return fieldId === 'summary' || text === '' ? [] : [`${name}: ${masked(text)}`];
      }),
      comments: (quirk === 'flags-missing' ? [] : comments).map(
        ({ id, author, body }) => `${id} ${nameOf(author)}${author === accountId ? ' (me)' : ''}: ${masked(withoutByline(body))}`,
      ),
    };
  };

  const nameOf = (account: string): string => {
    const name = site.users.get(account)?.displayName ?? 'Former user';
    const [before = ''] = name.split('@');
    if (before !== name) deviate('address-masked');
    return before;
  };

  const withoutByline = (body: string): string => {
    const text = body.replace(/^_[\w ]+ \(via portal\):_\n\n/, '');
    if (text !== body) deviate('byline-apart');
    return text;
  };

  const masked = (text: string): string => {
    const shown = text.replaceAll(/\[~[^\]]+\]/g, '@…');
    if (shown !== text) deviate('mention-masked');
    return shown;
  };

  return {
    portals,
    portal: (deskId: string): string[] | null => {
      if (!portals().some((portal) => portal.deskId === deskId)) return null;
      return (view.requestTypes(deskId) ?? []).map(
        ({ group, types }) => `${group.id} ${group.name}: ${types.map(({ id, name }) => `${id} ${name}`).join()}`,
      );
    },
    form: (deskId: string, typeId: string): string[] | null => {
      if (!view.mayRaise(deskId, typeId)) return null;
      const desk = deskOf(site, deskId);
      const type = desk.requestTypes.find((candidate) => candidate.id === typeId);
      if (type === undefined) return null;
      if (!desk.groups.some((group) => type.groupIds.includes(group.id))) {
        deviate('type-without-group');
        return null;
      }
      return type.fields.filter((field) => field.visible).map((field) => field.fieldId);
    },
    list,
    request,
  };
}

function told(deviate: Deviate, name: Parameters<Deviate>[0]): true {
  deviate(name);
  return true;
}

function deskOf(site: Site, deskId: string): Desk {
  const desk = site.desks.get(deskId);
  if (desk === undefined) throw new Error(`there is no desk ${deskId}`);
  return desk;
}

function issueOf(site: Site, id: string): Issue {
  const issue = site.issues.get(id);
  if (issue === undefined) throw new Error(`there is no issue ${id}`);
  return issue;
}
