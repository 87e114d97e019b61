import type { MetadataChange } from '#contract/rpc/lifecycle';
import { formatDate, formatDateTime } from '../i18n/dates.ts';
import { metadataTexts as words } from '../i18n/metadata.ts';
import { Lozenge } from '../ui/lozenge.tsx';

/** Every difference in words, with what follows from it. */
export function MetadataChangeList({ changes }: { changes: readonly MetadataChange[] }) {
  return (
    <ul className="change-list" aria-label={words.differences}>
      {changes.map((change) => (
        <li key={JSON.stringify(change)}>
          <Change change={change} />
        </li>
      ))}
    </ul>
  );
}

function Change({ change }: { change: MetadataChange }) {
  switch (change.kind) {
    case 'certificate-added':
    case 'certificate-unusable':
    case 'certificate-retired':
    case 'certificate-unpublished':
    case 'certificate-returned':
      return <Certificate change={change} text={words.certificate[change.kind]} />;
    case 'certificate-retiring':
      return <Certificate change={change} text={words.retiring(formatDateTime(change.until))} />;
    case 'no-end':
      return <>{words.noEnd}</>;
    case 'sign-on':
    case 'logout':
      return (
        <>
          <Lozenge kind={standingKinds[change.standing]}>{words.standing[change.standing]}</Lozenge>{' '}
          {change.kind === 'sign-on' ? words.signOn : words.logout}:{' '}
          {words.fromTo(change.from?.url ?? words.none, change.to?.url ?? words.none)}
        </>
      );
    case 'entity-id':
      return (
        <>
          {words.entityId}: {words.fromTo(change.from, change.to)}. {words.entityNever}
        </>
      );
    case 'address':
      return (
        <>
          {words.addressMoved(change.name)}: {words.fromTo(change.from || words.none, change.to || words.none)} ({formatDateTime(change.at)}
          )
        </>
      );
    case 'keys':
      return (
        <>
          {words.keys(change.added.length, change.removed.length)} ({formatDateTime(change.at)})
        </>
      );
    default:
      return change satisfies never;
  }
}

const standingKinds = { live: 'success', waiting: 'warning', dismissed: 'neutral' } as const;

interface ShownCertificate {
  readonly subject: string;
  readonly fingerprint: string;
  readonly notBefore: number;
  readonly notAfter: number;
}

function Certificate({ change: { subject, fingerprint, notBefore, notAfter }, text }: { change: ShownCertificate; text: string }) {
  return (
    <>
      {text}
      <br />
      {subject}, {words.valid(formatDate(notBefore), formatDate(notAfter))}
      <br />
      <code className="fingerprint">{words.fingerprint(fingerprint)}</code>
    </>
  );
}
