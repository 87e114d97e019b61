import type { LifecycleList } from '#contract/rpc/lifecycle';
import { standingTexts as words } from '../i18n/upkeep.ts';
import { Lozenge } from '../ui/lozenge.tsx';
import { badgesOf, unproven } from './standing.ts';

/** How a connection stands, in the list. Nothing while it is not known. */
export function ProviderStanding({ connection, upkeep }: { connection: string; upkeep: LifecycleList | null }) {
  if (upkeep === null) return null;
  const badges = badgesOf(connection, upkeep);
  const waiting = unproven(connection, upkeep.domains).map(({ domain }) => domain);
  return (
    <>
      {badges.length > 0 && (
        <p className="row-text badges">
          {badges.map(({ kind, text }) => (
            <Lozenge key={text} kind={kind}>
              {text}
            </Lozenge>
          ))}
        </p>
      )}
      {waiting.length > 0 && <p className="row-text">{words.noneNew(waiting.join(', '))}</p>}
    </>
  );
}
