import { summaryOf, textOf } from '../field-text.ts';
import { deskOf } from '../lookup.ts';
import type { Comment, Issue, Site } from '../model.ts';
import { statusOf } from '../workflow.ts';
import { type Html, html, page } from './html.ts';

/** All requests of the site, latest activity first. */
export function listPage(site: Site): string {
  const issues = [...site.issues.values()].sort((a, b) => b.updatedAt - a.updatedAt);
  const rows = issues.map(
    (issue) => html`<tr><td><a href="/browse/${issue.key}">${issue.key}</a></td><td>${summaryOf(issue)}</td>
<td>${nameOf(site, issue.reporter)}</td><td><span class="tag">${statusOf(deskOf(site, issue), issue).name}</span></td>
<td>${deskOf(site, issue).name}</td><td class="soft">${time(issue.updatedAt)}</td></tr>`,
  );
  return page(
    site.title,
    'Requests',
    html`<h1>Requests</h1><div class="card"><table><thead><tr><th scope="col">Key</th><th scope="col">Summary</th><th scope="col">Reporter</th>
<th scope="col">Status</th><th scope="col">Service desk</th><th scope="col">Updated</th></tr></thead><tbody>${rows}</tbody></table></div>`,
  );
}

/** One issue with all its comments, internal ones marked, and the form to answer as `agentName`. */
export function issuePage(site: Site, issue: Issue, agentName: string | null): string {
  const desk = deskOf(site, issue);
  const type = desk.requestTypes.find((candidate) => candidate.id === issue.requestTypeId);
  const level = desk.securityLevels.find((candidate) => candidate.id === issue.securityLevelId);
  const facts: [string, string][] = [
    ['Status', statusOf(desk, issue).name],
    ['Reporter', nameOf(site, issue.reporter)],
    ['Raised by', nameOf(site, issue.creator)],
    ['Request type', type?.name ?? 'None: not a customer request'],
    ['Service desk', desk.name],
    ['Participants', issue.participants.map((accountId) => nameOf(site, accountId)).join(', ') || 'None'],
    ['Shared with', issue.organizationIds.map((id) => site.organizations.get(id)?.name ?? id).join(', ') || 'Nobody else'],
    ...(level ? [['Security level', level.name] as [string, string]] : []),
    ...[...issue.fieldValues]
      .filter(([fieldId]) => fieldId !== 'summary')
      .map(([fieldId, value]): [string, string] => [
        type?.fields.find((field) => field.fieldId === fieldId)?.name ?? fieldId,
        textOf(value),
      ]),
  ];
  return page(
    site.title,
    `${issue.key} ${summaryOf(issue)}`,
    html`<p class="soft">${issue.key}</p><h1>${summaryOf(issue)}</h1>
<div class="card"><dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></div>
<h2>Comments</h2>${issue.comments.length === 0 ? html`<p class="soft">No comments yet.</p>` : issue.comments.map((comment) => commentView(site, comment))}
${agentName === null ? html`` : answerForm(issue, agentName)}`,
  );
}

export function missingPage(site: Site): string {
  return page(site.title, 'Not found', html`<h1>There is no such page here</h1><p><a href="/">All requests</a></p>`);
}

function commentView(site: Site, comment: Comment): Html {
  const mark = comment.public ? 'Public' : 'Internal note';
  const restricted = comment.visibility
    ? html` <span class="tag">Only ${comment.visibility.type} ${comment.visibility.value}</span>`
    : html``;
  const kind = comment.public && comment.visibility === null ? 'public' : 'internal';
  return html`<article class="card ${kind}"><strong>${nameOf(site, comment.author)}</strong> <span class="tag">${mark}</span>${restricted}
<span class="soft">${time(comment.createdAt)}</span><p>${comment.body}</p></article>`;
}

function answerForm(issue: Issue, agentName: string): Html {
  return html`<h2 id="answer">Answer as ${agentName}</h2><form class="card" method="post" action="/browse/${issue.key}/comment">
<label for="body">Comment</label><textarea id="body" name="body" required></textarea>
<div><button class="public" name="visibility" value="public">Reply to customer</button>
<button name="visibility" value="internal">Add internal note</button></div></form>`;
}

function nameOf(site: Site, accountId: string): string {
  return site.users.get(accountId)?.displayName ?? 'Former user';
}

function time(at: number): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')}</time>`;
}
