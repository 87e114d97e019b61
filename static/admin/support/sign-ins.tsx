import Button from '@atlaskit/button/new';
import { useCallback, useEffect, useState } from 'react';
import type { RpcResult } from '#contract/rpc/result';
import type { SignInSummary } from '#contract/rpc/traces';
import { formatDateTime } from '../i18n/dates.ts';
import { traceWords } from '../i18n/traces.ts';
import { rpc } from '../rpc.ts';
import { Loading } from '../shell/states.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { groupedCode } from './grouped-code.ts';
import { refusalTitle } from './refusal-title.ts';

const words = traceWords.desk;

/** The latest sign-ins of a connection, each with the code that opens it. */
export function SignIns({ connection, onOpen }: { connection: string; onOpen: (code: string) => void }) {
  const [listed, setListed] = useState<RpcResult<readonly SignInSummary[]> | null>(null);
  const load = useCallback(async () => {
    setListed(null);
    setListed(await rpc('connection.sign-ins', { connection }));
  }, [connection]);
  useEffect(() => void load(), [load]);
  if (listed === null) return <Loading />;
  if (!listed.ok) return <SaveError error={listed.error} onRetry={() => void load()} />;
  return (
    <div className="support-part">
      {listed.value.length === 0 ? (
        <Message kind="info">{words.empty}</Message>
      ) : (
        <ul className="rows" aria-label={words.list}>
          {listed.value.map(({ supportCode, at, outcome, code, tookMs }) => (
            <li key={supportCode} className="row">
              <div className="row-main">
                <p className="row-title">{formatDateTime(at)}</p>
                <p className="timeline-time">
                  {outcome === 'refused' ? refusalTitle(code) : ''}
                  {tookMs === null ? '' : ` ${traceWords.lasted(tookMs)}`}
                </p>
              </div>
              <Lozenge kind={outcome === 'signed-in' ? 'success' : 'warning'}>{traceWords.outcome[outcome]}</Lozenge>
              <Button spacing="compact" onClick={() => onOpen(groupedCode(supportCode))}>
                {words.open(groupedCode(supportCode))}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="actions">
        <Button appearance="subtle" onClick={() => void load()}>
          {words.reload}
        </Button>
      </div>
    </div>
  );
}
