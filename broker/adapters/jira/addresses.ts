import { AppError } from '../../domain/app-error.ts';

/** Names of the `{parameters}` of a path. */
export type PathParameter<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParameter<Rest> : never;

export type Query = Readonly<Record<string, string | number | boolean>>;

/** What a path parameter may look like. Nothing that could leave its place in the path ever enters one. */
const patterns: Readonly<Record<string, RegExp>> = {
  serviceDeskId: /^\d{1,15}$/,
  requestTypeId: /^\d{1,15}$/,
  issueIdOrKey: /^(?:\d{1,15}|[A-Za-z][A-Za-z0-9_]{0,99}-\d{1,15})$/,
};

/** The path with its parameters filled in, and the query. Throws `jira_not_found` for a value that no Jira could know. */
export function addressOf(template: string, parameters: Readonly<Record<string, string>>, query: Query): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined || !patterns[name]?.test(value)) throw new AppError('jira_not_found', { details: { parameter: name } });
    return value;
  });
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return search.size === 0 ? path : `${path}?${search}`;
}

/** An id that goes into a JSON body as a number. Throws `jira_not_found` for anything else. */
export function numberOfId(id: string): number {
  if (!/^\d{1,15}$/.test(id)) throw new AppError('jira_not_found', { details: { parameter: 'id' } });
  return Number(id);
}

/** Atlassian account ids: letters, digits and `:`, `-`, `_`, `.`; at most 128 characters (OpenAPI). */
export const accountIdPattern = /^[A-Za-z0-9:._-]{1,128}$/;

/** An account id on its way out. Throws `jira_not_found` for anything else. */
export function checkedAccountId<Id extends string>(accountId: Id): Id {
  if (!accountIdPattern.test(accountId)) throw new AppError('jira_not_found', { details: { parameter: 'accountId' } });
  return accountId;
}
