import Button from '@atlaskit/button/new';
import { useEffect, useRef } from 'react';
import type { RpcError } from '#contract/rpc/result';
import { en } from '../i18n/en.ts';
import { problemWords } from '../i18n/problem-words.ts';
import { Message } from './message.tsx';

interface SaveErrorProps {
  readonly error: RpcError | null;
  /** Problems that no field shows; without it all of them. */
  readonly elsewhere?: readonly string[];
  /** Offered where what was refused can simply be asked once more. */
  readonly onRetry?: () => void;
  /** Offered when somebody else saved in the meantime: loads what is saved and keeps what was entered. */
  readonly onReload?: () => void;
}

/** Why something was refused, in the words that came with it. */
export function SaveError({ error, elsewhere, onRetry, onReload }: SaveErrorProps) {
  const place = useRef<HTMLDivElement>(null);
  // The form may be long and its button far below.
  useEffect(() => {
    if (error !== null) place.current?.scrollIntoView?.({ block: 'nearest' });
  }, [error]);
  if (error === null) return null;
  const conflict = error.code === 'settings_changed_meanwhile' && onReload !== undefined;
  const problems = elsewhere ?? error.problems.map(problemWords);
  const wayOut = conflict ? (
    <Button onClick={onReload}>{en.conflict.reload}</Button>
  ) : (
    onRetry !== undefined && <Button onClick={onRetry}>{en.common.retry}</Button>
  );
  return (
    <div ref={place} className="save-error">
      <Message kind="error" title={error.title} {...(wayOut === false ? {} : { actions: wayOut })}>
        <p>
          {error.text} {conflict ? '' : error.action}
        </p>
        {problems.length > 0 && (
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
        {error.supportCode !== null && <p>{en.common.supportCode(error.supportCode)}</p>}
      </Message>
    </div>
  );
}
