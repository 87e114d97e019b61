import Button from '@atlaskit/button/new';
import { people } from '../i18n/people.ts';
import { download } from '../ui/download.ts';
import type { ImportReport } from './use-import.ts';

const words = people.importer;
/** As many as somebody reads; all of them are in the file. */
const shownProblems = 20;
const outcomes = ['added', 'changed', 'same', 'refused'] as const;

interface ImportReportViewProps {
  readonly title: string;
  readonly report: ImportReport;
  readonly onImport?: () => void;
  readonly onAgain?: () => void;
}

/** What came of a file, or would come of it, with every line that is left out. */
export function ImportReportView({ title, report, onImport, onAgain }: ImportReportViewProps) {
  const { problems } = report;
  const writes = report.outcomes.added + report.outcomes.changed;
  const lines = problems.map(({ line, problem }) => words.problemLine(line, problem));
  return (
    <section aria-label={title} className="import-report">
      <h4>{title}</h4>
      <ul>
        {outcomes
          .filter((outcome) => report.outcomes[outcome] > 0)
          .map((outcome) => (
            <li key={outcome}>{words.outcome[outcome](report.outcomes[outcome])}</li>
          ))}
      </ul>
      {lines.length > 0 && (
        <>
          <h4>{words.problemsTitle}</h4>
          <ul className="import-problems">
            {lines.slice(0, shownProblems).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {lines.length > shownProblems && <p>{words.moreProblems(lines.length - shownProblems)}</p>}
          <Button appearance="subtle" spacing="compact" onClick={() => download('left-out.txt', 'text/plain', `${lines.join('\r\n')}\r\n`)}>
            {words.download}
          </Button>
        </>
      )}
      {onImport !== undefined &&
        (writes === 0 ? (
          <p>{words.nothing}</p>
        ) : (
          <div className="actions">
            <Button appearance="primary" onClick={onImport}>
              {words.run(writes)}
            </Button>
          </div>
        ))}
      {onAgain !== undefined && (
        <div className="actions">
          <Button onClick={onAgain}>{words.again}</Button>
        </div>
      )}
    </section>
  );
}
