import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import { endOfDay } from '#contract/people/people-file';
import { type PersonCard, type PersonRule, peopleLimits } from '#contract/rpc/people';
import type { RpcError } from '#contract/rpc/result';
import { en } from '../i18n/en.ts';
import { people } from '../i18n/people.ts';
import { rpc } from '../rpc.ts';
import { useUnsaved } from '../state/navigation.tsx';
import { Choices } from '../ui/choices.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { SlowNote } from '../ui/slow-note.tsx';
import { TextField } from '../ui/text-field.tsx';

const words = people.dialog;
const rules: readonly PersonRule[] = ['required', 'exempt', 'policy'];

type Whom = { readonly kind: 'new'; readonly address: string } | { readonly kind: 'known'; readonly person: PersonCard };

interface RuleForm {
  readonly address: string;
  readonly rule: PersonRule;
  /** A day, as 2027-03-31. */
  readonly until: string;
  readonly reason: string;
}
type Mistakes = Partial<Record<keyof RuleForm, string>>;

/** What is to be said of somebody: of a new person by their address, or of one that is there. */
export function RuleDialog({ whom, onClose, onSaved }: { whom: Whom; onClose: () => void; onSaved: (card: PersonCard) => void }) {
  const [start] = useState(() => formOf(whom));
  const [form, setForm] = useState(start);
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<RpcError | null>(null);
  useUnsaved(JSON.stringify(form) !== JSON.stringify(start));
  const change =
    <Name extends keyof RuleForm>(name: Name) =>
    (value: RuleForm[Name]) => {
      setForm({ ...form, [name]: value });
      setMistakes({ ...mistakes, [name]: undefined });
    };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = mistakesOf(form, whom.kind === 'new');
    setMistakes(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    setError(null);
    const { rule, until, reason } = form;
    const result = await rpc('people.save', {
      whom: whom.kind === 'new' ? { address: form.address.trim() } : { id: whom.person.id },
      rule,
      until: rule === 'exempt' ? (endOfDay(until) ?? null) : null,
      reason: reason.trim(),
    });
    setBusy(false);
    if (result.ok) onSaved(result.value);
    else setError(result.error);
  };
  return (
    <Dialog title={whom.kind === 'new' ? words.addTitle : words.changeTitle} width="medium" closable={!busy} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <div className="dialog-body">
          <SaveError error={error} />
          {whom.kind === 'new' && (
            <TextField
              label={words.address}
              hint={words.addressHint}
              type="email"
              value={form.address}
              error={mistakes.address ?? null}
              maxLength={320}
              onChange={change('address')}
            />
          )}
          <Choices
            legend={words.rule}
            choices={rules.map((value) => ({ value, ...people.rules[value] }))}
            value={form.rule}
            error={null}
            onChange={change('rule')}
          />
          {form.rule === 'exempt' && (
            <TextField
              label={words.until}
              hint={words.untilHint}
              type="date"
              value={form.until}
              error={mistakes.until ?? null}
              onChange={change('until')}
            />
          )}
          <TextField
            label={words.reason}
            hint={words.reasonHint}
            value={form.reason}
            error={mistakes.reason ?? null}
            maxLength={peopleLimits.reasonLength}
            onChange={change('reason')}
          />
        </div>
        <div className="dialog-foot">
          <SlowNote busy={busy} />
          <Button appearance="subtle" onClick={onClose} isDisabled={busy}>
            {en.common.cancel}
          </Button>
          <Button type="submit" appearance="primary" isLoading={busy}>
            {words.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function formOf(whom: Whom): RuleForm {
  if (whom.kind === 'new') return { address: whom.address, rule: 'required', until: '', reason: '' };
  const { rule, until } = whom.person;
  return { address: '', rule, until: until === null ? '' : new Date(until).toISOString().slice(0, 10), reason: '' };
}

function mistakesOf({ address, rule, until, reason }: RuleForm, isNew: boolean): Mistakes {
  return {
    ...(isNew && !/^[^\s@]+@[^\s@]+$/.test(address.trim()) ? { address: words.addressMissing } : {}),
    ...(rule === 'exempt' && endOfDay(until) === undefined ? { until: words.untilMissing } : {}),
    ...(rule === 'exempt' && reason.trim() === '' ? { reason: words.reasonMissing } : {}),
  };
}
