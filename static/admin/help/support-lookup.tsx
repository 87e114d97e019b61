import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import type { RpcResult } from '#contract/rpc/result';
import type { SupportTrace } from '#contract/rpc/status';
import { formatDateTime } from '../i18n/dates.ts';
import { en } from '../i18n/en.ts';
import { rpc } from '../rpc.ts';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { TextField } from '../ui/text-field.tsx';

/** What happened behind a code that somebody read out on the phone. */
export function SupportLookup() {
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<RpcResult<SupportTrace | null> | null>(null);
  const lookUp = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setMissing(code.trim() === '');
    if (code.trim() === '') return;
    setBusy(true);
    setFound(await rpc('support.find', { supportCode: code.trim() }));
    setBusy(false);
  };
  return (
    <form noValidate onSubmit={(event) => void lookUp(event)}>
      <div className="inline-form">
        <TextField
          label={en.help.supportCode}
          value={code}
          error={missing ? en.editor.required : null}
          monospaced
          maxLength={40}
          onChange={setCode}
        />
        <Button type="submit" isLoading={busy}>
          {en.help.lookUp}
        </Button>
      </div>
      {found?.ok === false && <SaveError error={found.error} />}
      {found?.ok === true && found.value === null && <Message kind="info">{en.help.supportMissing}</Message>}
      <div role="status">{found?.ok === true && found.value !== null && <Trace trace={found.value} />}</div>
    </form>
  );
}

function Trace({ trace }: { trace: SupportTrace }) {
  const words = en.help.trace;
  const facts: readonly (readonly [string, string])[] = [
    [en.help.supportCode, trace.supportCode],
    [words.at, formatDateTime(trace.at)],
    [words.code, trace.code],
    [words.because, trace.because],
    [words.step, trace.step],
    [words.connection, trace.connection ?? en.help.none],
  ];
  return (
    <dl className="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
