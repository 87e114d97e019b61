import Button from '@atlaskit/button/new';
import type { RpcError } from '#contract/rpc/result';
import { en } from '../i18n/en.ts';

/** Before the first answer: the shape of what will be there. */
export function Loading() {
  return (
    <div className="loading" role="status" aria-label={en.shell.loading}>
      <div className="bone bone-strip" />
      <div className="bone bone-title" />
      <div className="bone bone-row" />
      <div className="bone bone-row" />
    </div>
  );
}

/** The settings could not be loaded, or may not be seen: nothing of the page is shown. */
export function Stopped({ error, onRetry }: { error: RpcError; onRetry: () => void }) {
  return (
    <div className="stopped" role="alert">
      <h2>{error.title}</h2>
      <p>{error.text}</p>
      <p>{error.action}</p>
      {error.supportCode !== null && <p>{en.common.supportCode(error.supportCode)}</p>}
      {error.code !== 'not_administrator' && <Button onClick={onRetry}>{en.common.retry}</Button>}
    </div>
  );
}
