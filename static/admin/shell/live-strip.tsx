import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { formatDateTime } from '../i18n/dates.ts';
import { en } from '../i18n/en.ts';
import { sentence } from '../i18n/problem-words.ts';
import { useOverview } from '../state/overview.tsx';
import { useSave } from '../state/use-save.ts';
import { Lozenge } from '../ui/lozenge.tsx';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { SlowNote } from '../ui/slow-note.tsx';

/** What is saved against what people really get, and the way out when they differ. */
export function LiveStrip() {
  const { overview } = useOverview();
  const { busy, error, save } = useSave();
  const [pushed, setPushed] = useState(false);
  const { saved, live, liveProblem } = overview;
  const differs = liveProblem !== null;
  const push = async (): Promise<void> => {
    const after = await save('settings.push', {});
    setPushed(after !== null && after.liveProblem === null);
  };
  return (
    <section className="live" aria-label={en.live.label}>
      <div className="live-facts">
        {saved.revision > 0 && <Lozenge kind={differs ? 'warning' : 'success'}>{differs ? en.live.differs : en.live.same}</Lozenge>}
        <dl className="live-list">
          <div>
            <dt>{en.live.saved}</dt>
            <dd>
              {saved.revision === 0 ? (
                en.live.nothingSaved
              ) : (
                <>
                  <strong>{en.live.revision(saved.revision)}</strong>
                  {saved.at !== null && <span className="subtle"> {en.live.by(formatDateTime(saved.at), saved.by)}</span>}
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>{en.live.live}</dt>
            <dd>
              {live === null && en.live.unknown}
              {live !== null && live.revision === null && en.live.nothingLive}
              {live !== null && live.revision !== null && (
                <>
                  <strong>{en.live.revision(live.revision)}</strong>
                  {differs && live.activatedAt !== null && (
                    <span className="subtle"> {en.live.since(formatDateTime(live.activatedAt))}</span>
                  )}
                </>
              )}
            </dd>
          </div>
        </dl>
      </div>
      {liveProblem !== null && (
        <Message
          kind="warning"
          title={liveProblem.title}
          actions={
            <Button onClick={() => void push()} isLoading={busy}>
              {en.live.push}
            </Button>
          }
        >
          <p>
            {liveProblem.text} {liveProblem.action}
          </p>
          {liveProblem.problems.length > 0 && (
            <ul>
              {liveProblem.problems.map((problem) => (
                <li key={problem}>{sentence(problem)}</li>
              ))}
            </ul>
          )}
          {liveProblem.supportCode !== null && <p>{en.common.supportCode(liveProblem.supportCode)}</p>}
        </Message>
      )}
      {liveProblem === null && pushed && <Message kind="success">{en.live.pushed}</Message>}
      <SlowNote busy={busy} />
      <SaveError error={error} />
    </section>
  );
}
