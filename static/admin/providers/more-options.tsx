import { type ReactNode, useState } from 'react';
import { connectionWords as words } from '../i18n/en-connections.ts';

/** What the preset fills in and hardly anybody changes: folded away, unless something in it is wrong. */
export function MoreOptions({ wrong, label = words.more, children }: { wrong: boolean; label?: string; children: ReactNode }) {
  const [opened, setOpened] = useState(false);
  return (
    <details className="details" open={wrong || opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{label}</summary>
      {children}
    </details>
  );
}
