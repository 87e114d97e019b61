import type { JiraDraft, JiraView } from '#contract/rpc/admin';
import { JiraTokenDraftSchema } from '#contract/rpc/drafts';
import type { Problem } from '#contract/settings/problems';
import { problemsOf } from '#contract/settings/shape';
import { en } from '../i18n/en.ts';

export interface TokenForm {
  readonly siteUrl: string;
  readonly email: string;
  readonly newToken: string;
  /** As the date field gives it; empty where nothing was chosen. */
  readonly expiresOn: string;
}

export function tokenFormOf(jira: JiraView | null, siteUrl: string | null): TokenForm {
  if (jira?.kind !== 'api-token') return { siteUrl: siteUrl ?? '', email: '', newToken: '', expiresOn: '' };
  return { siteUrl: jira.siteUrl, email: jira.email, newToken: '', expiresOn: jira.expiresOn ?? '' };
}

export function tokenDraftOf(form: TokenForm): JiraDraft & { kind: 'api-token' } {
  return {
    kind: 'api-token',
    siteUrl: form.siteUrl.trim().replace(/\/+$/, ''),
    email: form.email.trim(),
    newToken: form.newToken.trim() === '' ? null : form.newToken.trim(),
    expiresOn: form.expiresOn === '' ? null : form.expiresOn,
  };
}

/** Mistakes that show at once; `hasToken` says that one is stored already. */
export function tokenProblems(form: TokenForm, hasToken: boolean): Problem[] {
  const draft = tokenDraftOf(form);
  return [
    ...problemsOf(JiraTokenDraftSchema, draft).map(({ path, message }) => ({ path: `/jira${path}`, message })),
    ...(draft.newToken === null && !hasToken ? [{ path: '/jira/newToken', message: en.editor.required }] : []),
  ];
}
