import { demoTokens } from '../../../sandbox/jira/seed/acme-people.ts';
import { demoSites } from '../../../sandbox/jira/seed.ts';
import type { Demo } from '../demo.ts';

export interface RequestInJira {
  readonly reporter: string;
  readonly summary: string;
  readonly comments: readonly { readonly public: boolean; readonly body: string }[];
}

/** A request of the site acme as its administrator sees it over Jira's own interface. */
export async function requestInJira(demo: Demo, key: string): Promise<RequestInJira> {
  const request = (await ask(demo, `/rest/servicedeskapi/request/${key}`)) as {
    reporter: { displayName: string };
    requestFieldValues: readonly { fieldId: string; value: unknown }[];
  };
  const { values } = (await ask(demo, `/rest/servicedeskapi/request/${key}/comment`)) as {
    values: readonly { public: boolean; body: string }[];
  };
  return {
    reporter: request.reporter.displayName,
    summary: String(request.requestFieldValues.find(({ fieldId }) => fieldId === 'summary')?.value),
    comments: values.map((comment) => ({ public: comment.public, body: comment.body })),
  };
}

async function ask({ at }: Demo, path: string): Promise<unknown> {
  const site = demoSites(0).find(({ name }) => name === 'acme');
  const authorization = `Basic ${Buffer.from(`admin@acme.example:${demoTokens.acmeAdmin}`).toString('base64')}`;
  const answer = await fetch(`${at.jiraGateway}/ex/jira/${site?.cloudId}${path}`, { headers: { authorization } });
  if (!answer.ok) throw new Error(`Jira answers ${path} with ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
