import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { RpcError } from '#contract/rpc/result';
import type { SendTestResult } from '#contract/rpc/second-factor';
import { secondFactor } from '../../i18n/second-factor.ts';
import { rpc } from '../../rpc.ts';
import { Message } from '../../ui/message.tsx';
import { SaveError } from '../../ui/save-error.tsx';
import { SlowNote } from '../../ui/slow-note.tsx';
import { TextField } from '../../ui/text-field.tsx';

const words = secondFactor.sending;

interface SendTestProps {
  readonly way: 'mail' | 'sms';
  readonly name: string;
  readonly countries: readonly string[];
  readonly isSetUp: boolean;
}

/** One message to the administrator, by the way that people get their codes. */
export function SendTest({ way, name, countries, isSetUp }: SendTestProps) {
  const [to, setTo] = useState('');
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<SendTestResult | null>(null);
  const [error, setError] = useState<RpcError | null>(null);
  const canAsk = isSetUp && (way === 'mail' || countries.length > 0);
  const send = async (): Promise<void> => {
    setBusy(true);
    setResult(null);
    setError(null);
    const answer = await rpc('second-factor.send-test', { way, to });
    setBusy(false);
    if (answer.ok) setResult(answer.value);
    else setError(answer.error);
  };
  if (!isSetUp) return null;
  return (
    <details className="details">
      <summary>{words.title(name)}</summary>
      {way === 'sms' && countries.length === 0 && <p className="subtle">{words.smsNoCountry}</p>}
      <div className="inline-form">
        <TextField
          label={way === 'mail' ? words.mailLabel : words.smsLabel}
          {...(way === 'sms' ? { hint: words.smsHint } : {})}
          value={to}
          error={null}
          maxLength={way === 'mail' ? 320 : 40}
          onChange={setTo}
        />
        <Button onClick={() => void send()} isLoading={busy} isDisabled={!canAsk || to.trim().length < 4}>
          {words.button}
        </Button>
      </div>
      <p className="field-hint">{words.hint}</p>
      <SlowNote busy={busy} />
      <SaveError error={error} />
      {result !== null && (
        <Message kind={result.sent ? 'success' : 'warning'} title={result.sent ? words.sent : words.refused}>
          <p>{result.text}</p>
        </Message>
      )}
    </details>
  );
}
