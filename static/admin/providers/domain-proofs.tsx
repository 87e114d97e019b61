import { useEffect, useState } from 'react';
import type { DomainProofStatus } from '#contract/rpc/lifecycle';
import { formatDateTime } from '../i18n/dates.ts';
import { upkeepTexts as words } from '../i18n/upkeep.ts';
import { rpc } from '../rpc.ts';
import { CopyField } from '../ui/copy-field.tsx';

/** The records that prove the domains of one connection, and whether they were found; nothing where none are needed. */
export function DomainProofs({ connection }: { connection: string }) {
  const [proofs, setProofs] = useState<readonly DomainProofStatus[]>([]);
  useEffect(() => {
    let wanted = true;
    void rpc('lifecycle.list', {}).then((result) => {
      if (wanted) setProofs(result.ok ? result.value.domains.filter((each) => each.connection === connection) : []);
    });
    return () => {
      wanted = false;
    };
  }, [connection]);
  if (proofs.length === 0) return null;
  return (
    <section aria-label={words.records}>
      {proofs.map((proof) => (
        <CopyField key={proof.domain} label={words.recordOf(proof.domain)} hint={standingOf(proof)} value={proof.record} />
      ))}
    </section>
  );
}

function standingOf({ provenAt, missingSince, checkedAt }: DomainProofStatus): string {
  const looked = checkedAt === null ? '' : ` ${words.lookedFor(formatDateTime(checkedAt))}`;
  if (provenAt === null) return `${words.unproven}${looked}`;
  return missingSince === null ? words.proven(formatDateTime(provenAt)) : words.missing(formatDateTime(missingSince));
}
