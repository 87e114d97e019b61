import type { IssueFacts } from '../../domain/jira.ts';
import type { Jira } from '../../domain/ports/jira.ts';
import { numberOfId } from './addresses.ts';
import { id, list, object, text, textOrNull } from './answers.ts';
import { orNull } from './not-found.ts';
import type { Caller } from './transport.ts';
import type { FieldDetails, IssueBean, JsonTypeBean, SearchAndReconcileRequestBean, SearchAndReconcileResults } from './types.generated.ts';

/** The custom type of the field that says with which organizations a request is shared. */
const organizationsType = 'com.atlassian.servicedesk:sd-customer-organizations';

/** At most this many issues are read anew by one search (OpenAPI). */
const maxReconciled = 50;

/** `fieldIds` may remember its answer: the ids of a site's fields never change. */
export function issueCalls(
  call: Caller,
  fieldIds: () => Promise<ReadonlyMap<string, string>>,
): Pick<Jira, 'findIssueFacts' | 'search' | 'customFieldIds'> {
  return {
    customFieldIds: fieldIds,

    async findIssueFacts(issueIdOrKey) {
      const organizations = (await fieldIds()).get(organizationsType) ?? null;
      const fields = ['project', 'security', ...(organizations === null ? [] : [organizations])].join(',');
      const issue = await orNull(() => call('getIssue', { at: { issueIdOrKey }, query: { fields } }));
      return issue === null ? null : factsOf(issue, organizations);
    },

    async search({ jql, nextPageToken, maxResults, reconcile }) {
      const body: SearchAndReconcileRequestBean = {
        jql,
        fields: ['key'],
        maxResults,
        ...(nextPageToken === null ? {} : { nextPageToken }),
        ...(reconcile.length === 0 ? {} : { reconcileIssues: reconcile.slice(-maxReconciled).map(numberOfId) }),
      };
      const page = object<SearchAndReconcileResults>(await call('searchIssues', { body }), 'searchIssues');
      const issues = list(page.issues, 'searchIssues/issues').map((value) => object<IssueBean>(value, 'searchIssues/issue'));
      return {
        keys: issues.map((issue) => text(issue.key, 'searchIssues/issue/key')),
        nextPageToken: page.isLast === true ? null : textOrNull(page.nextPageToken, 'searchIssues/nextPageToken'),
      };
    },
  };
}

/** Reads the ids of custom fields, by type. Of several of one type the first stands; those of JSM itself occur once. */
export async function readFieldIds(call: Caller): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const value of list(await call('listFields'), 'listFields')) {
    const field = object<FieldDetails>(value, 'field');
    const custom = textOrNull(object<JsonTypeBean>(field.schema ?? {}, 'field/schema').custom, 'field/schema/custom');
    const fieldId = text(field.id, 'field/id');
    if (custom !== null && /^customfield_\d{1,15}$/.test(fieldId) && !found.has(custom)) found.set(custom, fieldId);
  }
  return found;
}

function factsOf(value: unknown, organizationsField: string | null): IssueFacts {
  const issue = object<IssueBean>(value, 'issue');
  const fields = object<Record<string, unknown>>(issue.fields, 'issue/fields');
  const project = object<{ id: string }>(fields.project, 'issue/fields/project');
  const organizations = organizationsField === null ? null : fields[organizationsField];
  return {
    id: id(issue.id, 'issue/id'),
    key: text(issue.key, 'issue/key'),
    projectId: id(project.id, 'issue/fields/project/id'),
    // Jira leaves the member out where the project has no security scheme.
    hasSecurityLevel: fields.security !== undefined && fields.security !== null,
    organizationIds: list(organizations ?? [], 'issue/organizations').map((entry) =>
      id(object<{ id: string }>(entry, 'issue/organization').id, 'issue/organization/id'),
    ),
  };
}
