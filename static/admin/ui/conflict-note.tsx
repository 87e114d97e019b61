import { en } from '../i18n/en.ts';
import { Message } from './message.tsx';

/** After loading what somebody else saved: which fields of this form they changed. */
export function ConflictNote({ fields }: { fields: readonly string[] }) {
  return (
    <Message kind="warning" title={en.conflict.reloaded}>
      <p>{fields.length === 0 ? en.conflict.nothing : en.conflict.changed(fields.join(', '))}</p>
    </Message>
  );
}
