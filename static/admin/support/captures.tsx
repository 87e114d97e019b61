import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useState } from 'react';
import type { RpcError } from '#contract/rpc/result';
import type { CaptureState } from '#contract/rpc/traces';
import { formatDateTime, formatTime } from '../i18n/dates.ts';
import { traceWords } from '../i18n/traces.ts';
import { rpc } from '../rpc.ts';
import { Loading } from '../shell/states.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { KeptMessages } from './kept-messages.tsx';
import { refusalTitle } from './refusal-title.ts';

const words = traceWords.capture;

type Step = 'state' | 'start' | 'stop' | 'forget';

/** Messages of one connection, kept for an hour to find a fault: switched on, looked at and deleted here. */
export function Captures({ connection }: { connection: string }) {
  const [state, setState] = useState<CaptureState | null>(null);
  const [error, setError] = useState<RpcError | null>(null);
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<'start' | 'forget' | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const run = useCallback(
    async (step: Step): Promise<void> => {
      setBusy(true);
      const result = await rpc(`connection.capture.${step}`, { connection });
      setBusy(false);
      // A question that was opened meanwhile stays.
      if (step === 'start' || step === 'forget') setAsking(null);
      setError(result.ok ? null : result.error);
      if (result.ok) setState(result.value);
    },
    [connection],
  );
  useEffect(() => {
    setState(null);
    setShown(null);
    void run('state');
  }, [run]);
  if (state === null) return error === null || busy ? <Loading /> : <SaveError error={error} onRetry={() => void run('state')} />;
  return (
    <div className="support-part">
      <SaveError error={error} />
      {state.capture === null ? (
        <div className="actions">
          <Button onClick={() => setAsking('start')}>{words.start}</Button>
        </div>
      ) : (
        <Message
          kind="warning"
          title={words.running(formatTime(state.capture.endsAt), state.capture.kept)}
          actions={
            <Button isLoading={busy} onClick={() => void run('stop')}>
              {words.stop}
            </Button>
          }
        />
      )}
      {state.kept.length === 0 ? (
        <p className="section-intro">{words.empty}</p>
      ) : (
        <Kept kept={state.kept} shown={shown} onShow={setShown} onForget={() => setAsking('forget')} />
      )}
      <Confirm
        open={asking === 'start'}
        title={words.question}
        text={words.questionText}
        confirm={words.confirm}
        cancel={words.cancel}
        busy={busy}
        onConfirm={() => void run('start')}
        onCancel={() => setAsking(null)}
      />
      <Confirm
        open={asking === 'forget'}
        title={words.forgetQuestion}
        text={words.forgetText}
        confirm={words.forgetConfirm}
        cancel={words.cancel}
        busy={busy}
        onConfirm={() => void run('forget')}
        onCancel={() => setAsking(null)}
      />
    </div>
  );
}

interface KeptProps {
  readonly kept: CaptureState['kept'];
  readonly shown: string | null;
  readonly onShow: (id: string) => void;
  readonly onForget: () => void;
}

function Kept({ kept, shown, onShow, onForget }: KeptProps) {
  return (
    <>
      <ul className="rows" aria-label={words.list}>
        {kept.map(({ id, at, code }) => (
          <li key={id} className="row">
            <div className="row-main">
              <p className="row-title">
                {formatDateTime(at)}{' '}
                <Lozenge kind={code === 'proven' ? 'success' : 'warning'}>{code === 'proven' ? words.proven : refusalTitle(code)}</Lozenge>
              </p>
              {id === shown && <KeptMessages id={id} />}
            </div>
            {id !== shown && (
              <Button spacing="compact" onClick={() => onShow(id)} aria-label={words.showOf(formatDateTime(at))}>
                {words.show}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="actions">
        <Button appearance="danger" onClick={onForget}>
          {words.forget}
        </Button>
      </div>
    </>
  );
}
