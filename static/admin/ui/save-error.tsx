import Button from '@atlaskit/button/new';
import { useEffect, useRef } from 'react';
import type { RpcError } from '#contract/rpc/result';
import { en } from '../i18n/en.ts';
import { Message } from './message.tsx';

interface SaveErrorProps {
  readonly error: RpcError | null;
  /** Problems that no field shows. */
  readonly elsewhere?: readonly string[];
  /** Offered when somebody else saved in the meantime: loads what is saved and keeps what was entered. */
  readonly onReload?: () => void;
}

/** Why something was refused, in the words that came with it. */
export function SaveError({ error, elsewhere = [], onReload }: SaveErrorProps) {
  const place = useRef<HTMLDivElement>(null);
  // The form may be long and its button far below.
  useEffect(() => {
    if (error !== null) place.current?.scrollIntoView?.({ block: 'nearest' });
  }, [error]);
  if (error === null) return null;
  const conflict = error.code === 'settings_changed_meanwhile' && onReload !== undefined;
  return (
    <div ref={place} className="save-error">
      <Message
        kind="error"
        title={error.title}
        {...(conflict ? { actions: <Button onClick={onReload}>{en.conflict.reload}</Button> } : {})}
      >
        <p>
          {error.text} {conflict ? '' : error.action}
        </p>
        {elsewhere.length > 0 && (
          <ul>
            {elsewhere.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
        {error.supportCode !== null && <p>{en.common.supportCode(error.supportCode)}</p>}
      </Message>
    </div>
  );
}
