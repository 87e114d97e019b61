import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { type PeopleFile, readPeopleFile } from '#contract/people/people-file';
import { people } from '../i18n/people.ts';
import { download } from '../ui/download.ts';
import { Message } from '../ui/message.tsx';
import { Section } from '../ui/page.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { SlowNote } from '../ui/slow-note.tsx';
import { ImportReportView } from './import-report.tsx';
import { PeopleFileField } from './people-file-field.tsx';
import { useImport } from './use-import.ts';

const words = people.importer;
const example = 'email,rule,until,reason\r\nada@example.com,required,,\r\ngrace@example.com,exempt,2027-03-31,Phone is being replaced\r\n';

/** Many people by a file: read here, looked at line by line, and taken over only when somebody says so. */
export function ImportPeople({ onBack }: { onBack: () => void }) {
  const [file, setFile] = useState<PeopleFile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { state, check, importAll, reset } = useImport();
  const rows = file?.ok === true ? file.rows : [];
  const inFile = file?.ok === true ? file.problems : [];
  const busy = state.kind === 'checking' || state.kind === 'running';

  const choose = (bytes: Uint8Array | null): void => {
    reset();
    setProblem(null);
    setFile(bytes === null ? null : readPeopleFile(bytes));
  };
  const look = (): void => {
    if (file === null) setProblem(words.noFile);
    else if (file.ok) void check(rows, inFile);
  };
  return (
    <Section title={words.title} intro={words.intro}>
      <Button appearance="subtle" spacing="compact" onClick={onBack} isDisabled={state.kind === 'running'}>
        {people.back}
      </Button>
      <h4>{words.columns}</h4>
      <p className="subtle">{words.columnsText}</p>
      <Button appearance="subtle" spacing="compact" onClick={() => download('people.csv', 'text/csv', example)}>
        {words.example}
      </Button>
      {state.kind !== 'finished' && (
        <>
          <PeopleFileField
            error={problem}
            disabled={busy}
            onBytes={choose}
            onUnreadable={() => {
              choose(null);
              setProblem(words.unreadable);
            }}
          />
          {file?.ok === false && (
            <Message kind="error" title={words.refusedTitle}>
              <p>{words.faultAt(people.faults[file.fault], file.line)}</p>
            </Message>
          )}
          {file?.ok === true && file.ignored.length > 0 && (
            <Message kind="info">{words.ignored(file.ignored.map((name) => name.slice(0, 40)).join(', '))}</Message>
          )}
          <div className="actions">
            <Button onClick={look} isLoading={state.kind === 'checking'} isDisabled={state.kind === 'running' || file?.ok === false}>
              {words.check}
            </Button>
          </div>
        </>
      )}
      <p role="status" className="form-note">
        {state.kind === 'checking' && words.checking(state.done, state.all)}
        {state.kind === 'running' && words.running(state.done, state.all)}
      </p>
      <SlowNote busy={busy} />
      {state.kind === 'failed' && (
        <>
          <SaveError error={state.error} />
          {state.during === 'running' && <Message kind="warning">{words.broken(state.done)}</Message>}
        </>
      )}
      {state.kind === 'checked' && (
        <ImportReportView title={words.previewTitle} report={state.report} onImport={() => void importAll(rows, inFile)} />
      )}
      {state.kind === 'finished' && <ImportReportView title={words.doneTitle} report={state.report} onAgain={() => choose(null)} />}
    </Section>
  );
}
