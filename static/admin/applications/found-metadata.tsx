import Button from '@atlaskit/button/new';
import type { ImportedApplication } from '#contract/rpc/applications';
import type { CertificateFacts } from '#contract/rpc/import';
import { applications } from '../i18n/applications.ts';
import { formatDate } from '../i18n/dates.ts';

const words = applications.importer;

/** What the metadata says, before anything of it is in the form. */
export function FoundMetadata({ found, onTake }: { found: ImportedApplication; onTake: () => void }) {
  const facts: readonly (readonly [string, readonly string[]])[] = [
    [words.entityId, [found.entityId]],
    [words.acs, found.acs],
    [words.logout, found.logout === null ? [] : [found.logout.url]],
    [words.certificates, found.certificates.map(certificateWords)],
    [words.encryptTo, [found.encryptTo === null ? words.no : certificateWords(found.encryptTo)]],
    [words.signsRequests, [found.signsRequests ? words.yes : words.no]],
    [words.nameIdFormats, found.nameIdFormats],
    [words.signature, [found.signatureChecked ? words.signatureGood : words.signatureUnchecked]],
  ];
  return (
    <div className="found" role="status">
      <p className="guide-title">{words.found}</p>
      <dl className="facts">
        {facts.map(([label, values]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{values.length === 0 ? words.none : values.map((value) => <p key={value}>{value}</p>)}</dd>
          </div>
        ))}
      </dl>
      {found.notes.length > 0 && (
        <>
          <p className="guide-title">{words.notes}</p>
          <ul className="notes">
            {found.notes.map(({ kind, text }) => (
              <li key={text} className={kind === 'warning' ? 'note-warning' : undefined}>
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="actions">
        <Button onClick={onTake}>{words.takeOver}</Button>
      </div>
    </div>
  );
}

function certificateWords({ subject, until, fingerprint }: CertificateFacts): string {
  return words.certificate(subject, formatDate(until), fingerprint);
}
