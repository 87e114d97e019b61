import type { ReactNode } from 'react';

/** A state in one or two words. The words carry it, the colour only helps. */
export function Lozenge({ kind, children }: { kind: 'neutral' | 'success' | 'warning' | 'danger' | 'info'; children: ReactNode }) {
  return <span className={`lozenge lozenge-${kind}`}>{children}</span>;
}
