import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import { peopleLimits } from '#contract/rpc/people';
import type { RpcError, RpcResult } from '#contract/rpc/result';
import { en } from '../i18n/en.ts';
import { people } from '../i18n/people.ts';
import { Dialog } from '../ui/dialog.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { SlowNote } from '../ui/slow-note.tsx';
import { TextField } from '../ui/text-field.tsx';

const words = people.act;

interface ActDialogProps<Done> {
  readonly act: 'reset' | 'pass' | 'sessions';
  readonly run: (reason: string) => Promise<RpcResult<Done>>;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

/** A question before something that cannot be taken back, and the reason that stays with it. */
export function ActDialog<Done>({ act, run, onDone, onClose }: ActDialogProps<Done>) {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<RpcError | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const why = reason.trim();
    setProblem(why === '' ? words.reasonMissing : null);
    if (why === '') return;
    setBusy(true);
    const result = await run(why);
    setBusy(false);
    if (result.ok) onDone(result.value);
    else setError(result.error);
  };
  return (
    <Dialog title={words[act].title} width="medium" closable={!busy} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <div className="dialog-body">
          <SaveError error={error} />
          <p>{words[act].text}</p>
          <TextField
            label={words.reason}
            hint={words.reasonHint}
            value={reason}
            error={problem}
            maxLength={peopleLimits.reasonLength}
            onChange={setReason}
          />
        </div>
        <div className="dialog-foot">
          <SlowNote busy={busy} />
          <Button appearance="subtle" onClick={onClose} isDisabled={busy}>
            {en.common.cancel}
          </Button>
          <Button type="submit" appearance={act === 'pass' ? 'primary' : 'danger'} isLoading={busy}>
            {words[act].confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
