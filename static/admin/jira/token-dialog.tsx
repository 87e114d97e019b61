import Button from '@atlaskit/button/new';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { RpcResult } from '#contract/rpc/result';
import type { JiraTestResult } from '#contract/rpc/status';
import { en } from '../i18n/en.ts';
import { rpc } from '../rpc.ts';
import { useUnsaved } from '../state/navigation.tsx';
import { useOverview } from '../state/overview.tsx';
import { useProblems } from '../state/use-problems.ts';
import { useSave } from '../state/use-save.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ExternalLink } from '../ui/external-link.tsx';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { SlowNote } from '../ui/slow-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { TestResult } from './test-result.tsx';
import { tokenDraftOf, tokenFormOf, tokenProblems } from './token-form.ts';

const words = en.jira.dialog;
const paths = ['/jira/siteUrl', '/jira/email', '/jira/newToken', '/jira/expiresOn'];
const tokenPage = 'https://id.atlassian.com/manage-profile/security/api-tokens';

/** E-mail and API token of a service account, tested before it is saved if wanted. */
export function TokenDialog({ onClose, onSaved }: { onClose: () => void; onSaved: () => void }) {
  const { overview, reload } = useOverview();
  const { busy, error, save, setError } = useSave();
  const problems = useProblems();
  const stored = overview.jira?.kind === 'api-token';
  const [start] = useState(() => tokenFormOf(overview.jira, overview.siteUrl));
  const [form, setForm] = useState(start);
  const [tested, setTested] = useState<RpcResult<JiraTestResult> | null>(null);
  const [testing, setTesting] = useState(false);
  const dirty = JSON.stringify(form) !== JSON.stringify(start);
  useUnsaved(dirty);
  const outcome = useRef<HTMLDivElement>(null);
  // The dialog scrolls by itself: what the test found may lie below its edge.
  useEffect(() => {
    if (tested !== null) outcome.current?.scrollIntoView?.({ block: 'nearest' });
  }, [tested]);

  const change = (field: keyof typeof form) => (value: string) => {
    setForm({ ...form, [field]: value });
    setTested(null);
    problems.clear(`/jira/${field}`);
  };
  const valid = (): boolean => {
    const found = tokenProblems(form, stored);
    problems.show(found);
    return found.length === 0;
  };
  const test = async (): Promise<void> => {
    if (!valid()) return;
    setTesting(true);
    const result = await rpc('jira.test', { draft: tokenDraftOf(form) });
    setTesting(false);
    if (!result.ok) problems.show(result.error.problems.map(({ path, message }) => ({ path: path.replace(/^\/draft/, '/jira'), message })));
    setTested(result);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!valid()) return;
    const request = { expectRevision: overview.saved.revision, jira: tokenDraftOf(form) };
    const done = await save('jira.save', request, (refused) => problems.show(refused.problems));
    if (done !== null) onSaved();
  };
  return (
    <Dialog title={words.title} width="medium" closable={!dirty} onClose={onClose}>
      <form ref={problems.form} noValidate className="dialog-form" onSubmit={(event) => void submit(event)}>
        <div className="dialog-body">
          <SaveError
            error={error}
            elsewhere={problems.elsewhere(paths)}
            onReload={() => void reload().then((ok) => ok && setError(null))}
          />
          <Message kind="warning">{en.jira.marketplace}</Message>
          <TextField label={words.siteUrl} value={form.siteUrl} error={problems.at('/jira/siteUrl')} onChange={change('siteUrl')} />
          <TextField
            label={words.email}
            hint={words.emailHint}
            type="email"
            value={form.email}
            error={problems.at('/jira/email')}
            onChange={change('email')}
          />
          <TextField
            label={words.token}
            type="password"
            hint={
              <>
                {stored ? words.tokenKeep : words.tokenHint} <ExternalLink href={tokenPage}>{words.link}</ExternalLink>
              </>
            }
            value={form.newToken}
            error={problems.at('/jira/newToken')}
            onChange={change('newToken')}
          />
          <TextField
            label={words.expiresOn}
            hint={words.expiresOnHint}
            type="date"
            value={form.expiresOn}
            error={problems.at('/jira/expiresOn')}
            onChange={change('expiresOn')}
          />
          <SlowNote busy={busy || testing} />
          <div ref={outcome}>{tested !== null && <TestResult result={tested} />}</div>
        </div>
        <div className="dialog-foot">
          <Button appearance="subtle" onClick={onClose}>
            {en.common.cancel}
          </Button>
          <Button onClick={() => void test()} isLoading={testing}>
            {words.test}
          </Button>
          <Button type="submit" appearance="primary" isLoading={busy}>
            {en.common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
