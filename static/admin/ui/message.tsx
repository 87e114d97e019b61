import type { ReactNode } from 'react';

interface MessageProps {
  readonly kind: 'info' | 'success' | 'warning' | 'error';
  readonly title?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Something that the reader should know, with what to do about it. Errors interrupt a screen reader, the rest waits. */
export function Message({ kind, title, children, actions }: MessageProps) {
  return (
    <div className={`message message-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <span aria-hidden="true" className="message-mark" />
      <div className="message-body">
        {title !== undefined && <p className="message-title">{title}</p>}
        {children}
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
    </div>
  );
}
