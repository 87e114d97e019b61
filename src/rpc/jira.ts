import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Overview } from '#contract/rpc/admin';
import { JiraAppDraftSchema, JiraTokenDraftSchema } from '#contract/rpc/drafts';
import type { JiraTestResult } from '#contract/rpc/status';
import type { JiraCredential } from '#contract/settings/jira';
import { problemsOf } from '#contract/settings/shape';
import { broker } from '../broker/client';
import { fault } from '../fault';
import { newSecret } from '../parts/secret';
import { readSecretValue } from '../storage/contents';
import { loadCurrent } from '../storage/load';
import type { Caller } from './caller';
import { parsePayload } from './parse';
import { save } from './save';

const closed = { additionalProperties: false } as const;
const expectRevision = Type.Integer({ minimum: 0 });
type Draft = Static<typeof JiraTokenDraftSchema> | Static<typeof JiraAppDraftSchema>;

const SaveRequest = Type.Object({ expectRevision, jira: Type.Unknown() }, closed);
const RemoveRequest = Type.Object({ expectRevision }, closed);
const TestRequest = Type.Object({ draft: Type.Unknown() }, closed);

/** `jira.save`: chooses how the broker speaks to Jira. */
export async function saveJira(payload: unknown, caller: Caller): Promise<Overview> {
  const request = parsePayload(SaveRequest, payload);
  const draft = parseDraft(request.jira, '/jira');
  return save(request.expectRevision, caller, ({ settings }) => {
    if (draft.kind === 'app-token') return { settings: { ...settings, jira: draft } };
    const { newToken, ...fields } = draft;
    if (newToken === null) return { settings: { ...settings, jira: { ...fields, token: storedToken(draft, settings.jira, '/jira') } } };
    const secret = newSecret(newToken);
    return { settings: { ...settings, jira: { ...fields, token: { secret: secret.id, setAt: caller.now } } }, newSecrets: [secret] };
  });
}

/** `jira.remove`: the broker forgets the credential; nobody new can sign in then, and the portal says that it is not connected. */
export async function removeJira(payload: unknown, caller: Caller): Promise<Overview> {
  const request = parsePayload(RemoveRequest, payload);
  return save(request.expectRevision, caller, ({ settings }) => ({ settings: { ...settings, jira: null } }));
}

/** `jira.test`: what the credential may do, before it is saved or (null, or the app's own token) as it is live. */
export async function testJira(payload: unknown): Promise<JiraTestResult> {
  const request = parsePayload(TestRequest, payload);
  if (request.draft === null) return broker.testJira(null);
  const draft = parseDraft(request.draft, '/draft');
  const { settings } = await loadCurrent();
  if (draft.kind === 'app-token') {
    if (settings.jira?.kind === 'app-token') return broker.testJira(null);
    throw fault('settings_invalid', [
      { path: '/draft/kind', message: 'Save this choice first: the token of the app can only be tested while it is in use.' },
    ]);
  }
  const token = draft.newToken ?? (await readSecretValue(storedToken(draft, settings.jira, '/draft').secret));
  return broker.testJira({ siteUrl: draft.siteUrl, email: draft.email, token });
}

/**
 * The stored token, for the same site and account only: with another address it would be sent to whoever runs that.
 * Throws `settings_invalid` at `newToken`.
 */
function storedToken(
  draft: Static<typeof JiraTokenDraftSchema>,
  saved: JiraCredential | null,
  at: string,
): { secret: string; setAt: number } {
  const problem = (message: string): Error => fault('settings_invalid', [{ path: `${at}/newToken`, message }]);
  if (saved?.kind !== 'api-token') throw problem('Enter the API token.');
  if (saved.siteUrl !== draft.siteUrl || saved.email !== draft.email)
    throw problem('Enter the API token again: the site or the account changed, and a token stays with the ones it was made for.');
  return saved.token;
}

function parseDraft(draft: unknown, at: string): Draft {
  if (Value.Check(JiraAppDraftSchema, draft) || Value.Check(JiraTokenDraftSchema, draft)) return draft;
  throw fault(
    'settings_invalid',
    problemsOf(JiraTokenDraftSchema, draft).map(({ path, message }) => ({ path: `${at}${path}`, message })),
  );
}
