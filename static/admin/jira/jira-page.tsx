import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { formatDateTime, formatDay } from '../i18n/dates.ts';
import { en } from '../i18n/en.ts';
import { useOverview } from '../state/overview.tsx';
import { useSave } from '../state/use-save.ts';
import { Confirm } from '../ui/confirm.tsx';
import { Message } from '../ui/message.tsx';
import { Page, Section } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { SlowNote } from '../ui/slow-note.tsx';
import { ExpiryWarning } from './expiry-warning.tsx';
import { LiveTest } from './live-test.tsx';
import { TokenDialog } from './token-dialog.tsx';
import { Way } from './way.tsx';

const words = en.jira;

/** *Jira connection*: how the broker speaks to Jira, and whether it may do what the portal needs. */
export function JiraPage() {
  const { overview, reload } = useOverview();
  const { busy, error, save, setError } = useSave();
  const [dialog, setDialog] = useState(false);
  const [removing, setRemoving] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const { jira } = overview;
  const expectRevision = overview.saved.revision;

  const chooseAppToken = async (): Promise<void> => {
    const done = await save('jira.save', { expectRevision, jira: { kind: 'app-token' } });
    setSaid(done === null ? null : words.appUsed);
  };
  const remove = async (): Promise<void> => {
    const done = await save('jira.remove', { expectRevision });
    setRemoving(false);
    setSaid(done === null ? null : words.removed);
  };
  return (
    <Page title={words.title} intro={words.intro}>
      <SaveError error={error} onReload={() => void reload().then((done) => done && setError(null))} />
      {said !== null && <Message kind="success">{said}</Message>}
      {jira === null && (
        <Message kind="info" title={words.noneTitle}>
          <p>{words.noneText}</p>
        </Message>
      )}
      <SlowNote busy={busy && !removing} />
      {jira?.kind === 'api-token' && <ExpiryWarning expiresOn={jira.expiresOn} />}
      <div className="ways">
        <Way
          title={words.appTitle}
          text={words.appText}
          inUse={jira?.kind === 'app-token'}
          action={
            jira?.kind === 'app-token' ? null : (
              <Button onClick={() => void chooseAppToken()} isLoading={busy && !removing}>
                {words.appUse}
              </Button>
            )
          }
        />
        <Way
          title={words.tokenTitle}
          text={words.tokenText}
          note={words.marketplace}
          inUse={jira?.kind === 'api-token'}
          facts={
            jira?.kind === 'api-token'
              ? [
                  [words.site, jira.siteUrl],
                  [words.account, jira.email],
                  [words.setAt, formatDateTime(jira.tokenSetAt)],
                  [words.expires, jira.expiresOn === null ? words.neverExpires : formatDay(jira.expiresOn)],
                ]
              : []
          }
          action={<Button onClick={() => setDialog(true)}>{jira?.kind === 'api-token' ? words.tokenChange : words.tokenUse}</Button>}
        />
      </div>
      {dialog && (
        <TokenDialog
          onClose={() => setDialog(false)}
          onSaved={() => {
            setDialog(false);
            setSaid(words.tokenSaved);
          }}
        />
      )}
      {/* Gone while a new token is entered: what was found about the old one would stand beside what is found about the new one. */}
      {jira !== null && !dialog && (
        <Section title={words.testTitle} intro={words.testText}>
          {/* What was tested before a change says nothing about what is there after it. */}
          <LiveTest key={overview.saved.revision} atOnce={said !== null} />
        </Section>
      )}
      {jira !== null && (
        <div>
          <Button onClick={() => setRemoving(true)}>{words.remove}</Button>
        </div>
      )}
      <Confirm
        open={removing}
        title={words.removeTitle}
        text={words.removeText}
        confirm={words.remove}
        cancel={en.common.cancel}
        busy={busy}
        onConfirm={() => void remove()}
        onCancel={() => setRemoving(false)}
      />
    </Page>
  );
}
