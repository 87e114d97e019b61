import Button from '@atlaskit/button/new';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { RpcResult } from '#contract/rpc/result';
import type { SupportTrace } from '#contract/rpc/status';
import { en } from '../i18n/en.ts';
import { rpc } from '../rpc.ts';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { TextField } from '../ui/text-field.tsx';
import { TraceView } from './trace-view.tsx';

/** What happened behind a code that somebody read out on the phone. `opened`: a code that was clicked elsewhere. */
export function SupportLookup({ opened = null }: { opened?: { readonly code: string } | null }) {
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<RpcResult<SupportTrace | null> | null>(null);
  const lookUp = useCallback(async (wanted: string): Promise<void> => {
    setMissing(wanted === '');
    if (wanted === '') return;
    setBusy(true);
    setFound(await rpc('support.find', { supportCode: wanted }));
    setBusy(false);
  }, []);
  useEffect(() => {
    if (opened === null) return;
    setCode(opened.code);
    void lookUp(opened.code);
  }, [opened, lookUp]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void lookUp(code.trim());
  };
  return (
    <form noValidate onSubmit={submit}>
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
      <div role="status">
        {found?.ok === true && found.value !== null && <TraceView key={found.value.supportCode} trace={found.value} />}
      </div>
    </form>
  );
}
