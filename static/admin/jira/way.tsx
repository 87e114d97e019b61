import type { ReactNode } from 'react';
import { en } from '../i18n/en.ts';
import { Lozenge } from '../ui/lozenge.tsx';

interface WayProps {
  readonly title: string;
  readonly text: string;
  readonly note?: string;
  readonly inUse: boolean;
  readonly facts?: readonly (readonly [string, string])[];
  readonly action: ReactNode;
}

/** One way to connect to Jira: what it means, and whether it is the one in use. */
export function Way({ title, text, note, inUse, facts = [], action }: WayProps) {
  return (
    <section className={inUse ? 'way way-used' : 'way'}>
      <h3>
        {title} {inUse && <Lozenge kind="success">{en.jira.inUse}</Lozenge>}
      </h3>
      <p>{text}</p>
      {note !== undefined && <p className="way-note">{note}</p>}
      {facts.length > 0 && (
        <dl className="facts">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {action !== null && <div className="actions">{action}</div>}
    </section>
  );
}
