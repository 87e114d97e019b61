import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { IssuePassResponse, PersonCard } from '#contract/rpc/people';
import type { RpcError } from '#contract/rpc/result';
import { formatDateTime } from '../i18n/dates.ts';
import { en } from '../i18n/en.ts';
import { people as words } from '../i18n/people.ts';
import { rpc } from '../rpc.ts';
import { Confirm } from '../ui/confirm.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { ActDialog } from './act-dialog.tsx';
import { RuleDialog } from './rule-dialog.tsx';

interface PersonActionsProps {
  readonly person: PersonCard;
  readonly onChanged: (card: PersonCard) => void;
  readonly onForgotten: () => void;
}

type Asking = 'rule' | 'reset' | 'pass' | 'sessions' | 'forget';

/** What can be done for somebody. Each is asked about before, and what came of it is said. */
export function PersonActions({ person, onChanged, onForgotten }: PersonActionsProps) {
  const { id, known, self } = person;
  const [asking, setAsking] = useState<Asking | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [pass, setPass] = useState<IssuePassResponse | null>(null);
  const [error, setError] = useState<RpcError | null>(null);
  const [busy, setBusy] = useState(false);

  const ask = (what: Asking): void => {
    setSaid(null);
    setPass(null);
    setError(null);
    setAsking(what);
  };
  const close = (): void => setAsking(null);
  const done = (card: PersonCard, text: string | null): void => {
    close();
    setSaid(text);
    onChanged(card);
  };
  const forget = async (): Promise<void> => {
    setBusy(true);
    const result = await rpc('people.forget', { id });
    setBusy(false);
    close();
    if (result.ok) onForgotten();
    else setError(result.error);
  };
  return (
    <>
      <h4>{words.helpTitle}</h4>
      <SaveError error={error} />
      {said !== null && <Message kind="success">{said}</Message>}
      {pass !== null && (
        <Message kind="success" title={words.done.passTitle}>
          <p>{words.done.pass(formatDateTime(pass.expiresAt))}</p>
          <CopyField label={words.done.passField} value={pass.code} />
        </Message>
      )}
      <div className="actions">
        <Button onClick={() => ask('rule')}>{words.changeRule}</Button>
        <Button onClick={() => ask('pass')} isDisabled={!known || self}>
          {words.pass}
        </Button>
        <Button onClick={() => ask('sessions')} isDisabled={!known}>
          {words.sessions}
        </Button>
        <Button appearance="danger" onClick={() => ask('reset')} isDisabled={!known || self}>
          {words.reset}
        </Button>
        <Button appearance="subtle" onClick={() => ask('forget')} isDisabled={self}>
          {words.forget}
        </Button>
      </div>
      {asking === 'rule' && (
        <RuleDialog whom={{ kind: 'known', person }} onClose={close} onSaved={(card) => done(card, words.dialog.saved)} />
      )}
      {asking === 'reset' && (
        <ActDialog
          act="reset"
          run={(reason) => rpc('people.reset', { id, reason })}
          onDone={({ person: card, factors, sessions, told }) => done(card, words.done.reset(factors, sessions, told))}
          onClose={close}
        />
      )}
      {asking === 'pass' && (
        <ActDialog
          act="pass"
          run={(reason) => rpc('people.pass', { id, reason })}
          onDone={(issued) => {
            done(issued.person, null);
            setPass(issued);
          }}
          onClose={close}
        />
      )}
      {asking === 'sessions' && (
        <ActDialog
          act="sessions"
          run={(reason) => rpc('people.end-sessions', { id, reason })}
          onDone={({ person: card, sessions }) => done(card, words.done.sessions(sessions))}
          onClose={close}
        />
      )}
      <Confirm
        open={asking === 'forget'}
        title={words.forgetQuestion.title}
        text={words.forgetQuestion.text}
        confirm={words.forgetQuestion.confirm}
        cancel={en.common.cancel}
        busy={busy}
        onConfirm={() => void forget()}
        onCancel={close}
      />
    </>
  );
}
