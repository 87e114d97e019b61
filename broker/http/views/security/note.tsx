import { securityTexts as texts } from '#contract/messages/en/security-page';
import { securityAddress } from '../../../domain/security-page.ts';
import type { Note } from '../../../login/security/sealed.ts';
import { Button } from '../../../pages/components/button.tsx';
import { Notice } from '../../../pages/components/notice.tsx';
import { SecurityForm } from './forms.tsx';

/** What has just been done, and the way back where there is one. */
export function NoteNotice({ note, formToken }: { note: Note; formToken: string }) {
  return (
    <Notice kind="success" title={texts.notes[note.kind]}>
      {note.kind === 'renamed' && (
        <SecurityForm action={`${securityAddress(`factors/${note.factor}`)}/rename`} formToken={formToken} hidden={{ label: note.was }}>
          <Button emphasis="quiet">{texts.notes.undo}</Button>
        </SecurityForm>
      )}
    </Notice>
  );
}
