import Button from '@atlaskit/button/new';
import { useEffect, useRef } from 'react';
import type { CertificateFacts, ImportNote, OidcImport, SamlImport } from '#contract/rpc/import';
import { formatDate } from '../../i18n/dates.ts';
import { connectionWords } from '../../i18n/en-connections.ts';
import { Lozenge } from '../../ui/lozenge.tsx';
import { Message } from '../../ui/message.tsx';
import type { ProviderForm } from '../form/provider-form.ts';
import { goneCertificates, isKnownCertificate, oidcRows, type ReadRow, samlRows } from './compare.ts';

const words = connectionWords.import;
const facts = words.certificateFacts;

interface PreviewProps {
  readonly form: ProviderForm;
  readonly found: SamlImport | OidcImport;
  readonly onTake: () => void;
  readonly onDiscard: () => void;
}

/** What was read, held against the form, before anything of it is filled in. */
export function Preview({ form, found, onTake, onDiscard }: PreviewProps) {
  const rows = found.kind === 'saml' ? samlRows(form, found) : oidcRows(form, found);
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever listens instead of looks is led to what has come.
  useEffect(() => heading.current?.focus(), []);
  const moves = found.kind === 'saml' && rows.some(({ name, state }) => name === words.entityId && state === 'changed');
  const gone = found.kind === 'saml' ? goneCertificates(form, found) : 0;
  return (
    <section className="preview" aria-label={words.found}>
      <h4 ref={heading} tabIndex={-1}>
        {words.found}
      </h4>
      <p className="section-intro">
        {words.nothingYet} {words.compare}:
      </p>
      <dl className="facts">
        {rows.map((row) => (
          <Row key={row.name} row={row} />
        ))}
        {found.kind === 'saml' && found.validUntil !== null && (
          <div>
            <dt>{words.validUntil}</dt>
            <dd>{formatDate(found.validUntil)}</dd>
          </div>
        )}
      </dl>
      {found.kind === 'saml' &&
        found.certificates.map((certificate) => (
          <Certificate key={certificate.fingerprint} certificate={certificate} known={isKnownCertificate(form, certificate.pem)} />
        ))}
      {moves && <Message kind="warning">{words.entityChanged}</Message>}
      {gone > 0 && <Message kind="warning">{words.certificatesGone(gone)}</Message>}
      <Notes notes={found.notes} />
      <div className="actions">
        <Button appearance="primary" onClick={onTake}>
          {words.take}
        </Button>
        <Button appearance="subtle" onClick={onDiscard}>
          {words.discard}
        </Button>
      </div>
    </section>
  );
}

function Row({ row: { name, value, before, state } }: { row: ReadRow }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} {state === 'same' && <Lozenge kind="neutral">{words.same}</Lozenge>}
        {state === 'new' && <Lozenge kind="info">{words.isNew}</Lozenge>}
        {state === 'changed' && (
          <>
            <Lozenge kind="warning">{words.isChanged}</Lozenge>
            <span className="row-before">{words.changed(before ?? '')}</span>
          </>
        )}
      </dd>
    </div>
  );
}

function Certificate({ certificate, known }: { certificate: CertificateFacts; known: boolean }) {
  const { subject, fingerprint, key, from, until, daysLeft } = certificate;
  const kind = daysLeft < 0 || daysLeft <= 60 ? 'warning' : 'success';
  return (
    <section className="certificate" aria-label={`${words.certificate}: ${subject}`}>
      <p className="row-title">
        {words.certificate} <Lozenge kind={known ? 'neutral' : 'info'}>{known ? words.same : words.isNew}</Lozenge>
      </p>
      <dl className="facts">
        <div>
          <dt>{facts.subject}</dt>
          <dd>{subject}</dd>
        </div>
        <div>
          <dt>{facts.fingerprint}</dt>
          <dd className="fingerprint">{fingerprint}</dd>
        </div>
        <div>
          <dt>{facts.key}</dt>
          <dd>{key}</dd>
        </div>
        <div>
          <dt>{facts.dates}</dt>
          <dd>
            {words.dates(formatDate(from), formatDate(until))}{' '}
            <Lozenge kind={kind}>{daysLeft < 0 ? words.ended : connectionWords.certificate.days(daysLeft)}</Lozenge>
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Notes({ notes }: { notes: readonly ImportNote[] }) {
  const warnings = notes.filter(({ kind }) => kind === 'warning');
  const others = notes.filter(({ kind }) => kind === 'info');
  const list = (some: readonly ImportNote[]) =>
    some.length === 1 ? (
      <p>{some[0]?.text}</p>
    ) : (
      <ul>
        {some.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    );
  return (
    <>
      {warnings.length > 0 && <Message kind="warning">{list(warnings)}</Message>}
      {others.length > 0 && <Message kind="info">{list(others)}</Message>}
    </>
  );
}
