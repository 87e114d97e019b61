import { securityTexts as texts } from '#contract/messages/en/security-page';
import { securityAddress, securityPath } from '../../../domain/security-page.ts';
import type { Note } from '../../../login/security/sealed.ts';
import { Button } from '../../../pages/components/button.tsx';
import { Notice } from '../../../pages/components/notice.tsx';
import { TokenForm } from '../token-form.tsx';

/** After these, people may want to end what was begun with the second step of before (ASVS 5.0, 7.4.3). */
const leavesSessions: ReadonlySet<Note['kind']> = new Set(['added', 'removed', 'codes-made']);

/** What has just been done, and the way back where there is one. */
export function NoteNotice({ note, formToken }: { note: Note; formToken: string }) {
  return (
    <Notice kind="success" title={texts.notes[note.kind]}>
      {note.kind === 'renamed' && (
        <TokenForm action={`${securityAddress(`factors/${note.factor}`)}/rename`} formToken={formToken} hidden={{ label: note.was }}>
          <Button emphasis="quiet">{texts.notes.undo}</Button>
        </TokenForm>
      )}
      {leavesSessions.has(note.kind) && (
        <>
          <p>{texts.notes.elsewhere}</p>
          <p>
            <a href={`${securityPath}/sign-out`}>{texts.notes.everywhere}</a>
          </p>
        </>
      )}
    </Notice>
  );
}
