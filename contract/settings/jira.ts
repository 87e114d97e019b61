import { type Static, Type } from 'typebox';
import { HttpUrl, IsoDate, SecretRef } from '#contract/settings/common';

/**
 * How the broker speaks to Jira. `api-token`: e-mail and API token of a service account (not for apps listed on
 * Atlassian's Marketplace since 2026-01-01). `app-token`: the Forge app's own token, which every scheduled call brings anew.
 */
export const JiraCredential = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('api-token'),
      siteUrl: Type.String({ ...HttpUrl, description: 'The address of the Jira site: https://acme.atlassian.net' }),
      email: Type.String({ pattern: '^[^\\s@]{1,64}@[^\\s@]{1,255}$', description: 'The account that owns the token.' }),
      token: SecretRef,
      expiresOn: Type.Union([IsoDate, Type.Null()], { description: 'The date the token ends; Atlassian gives at most one year.' }),
    },
    { additionalProperties: false },
  ),
  Type.Object({ kind: Type.Literal('app-token') }, { additionalProperties: false }),
]);
export type JiraCredential = Static<typeof JiraCredential>;
