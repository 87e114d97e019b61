import Button from '@atlaskit/button/new';
import { useEffect, useState } from 'react';
import { applicationPreset } from '#contract/presets/applications';
import type { ApplicationValues, OurCertificate } from '#contract/rpc/applications';
import type { RpcResult } from '#contract/rpc/result';
import { applicationMetadataUrl, identityProviderAddresses } from '#contract/settings/addresses';
import type { Party } from '#contract/settings/party';
import { applications } from '../i18n/applications.ts';
import { formatDate } from '../i18n/dates.ts';
import { en } from '../i18n/en.ts';
import { rpc } from '../rpc.ts';
import { useOverview } from '../state/overview.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { CopyText } from '../ui/copy-text.tsx';
import { download } from '../ui/download.ts';
import { Lozenge } from '../ui/lozenge.tsx';
import { Message } from '../ui/message.tsx';
import { Section } from '../ui/page.tsx';

const words = applications.values;

interface OurValuesProps {
  /** The stored application; null while it is not saved yet. */
  readonly id: string | null;
  readonly shortName: string;
  readonly preset: Party['preset'];
  readonly algorithm: Party['algorithm'];
}

/** What the application has to know of us, by its own words, each to copy. */
export function OurValues({ id, shortName, preset, algorithm }: OurValuesProps) {
  const { overview, reload } = useOverview();
  const { result, ask } = useValues(id, algorithm, overview.live?.revision ?? null);
  const names = applicationPreset(preset).fieldNames;
  const custom = preset === 'custom-saml';
  if (overview.addresses === null)
    return (
      <Section title={words.title} intro={words.text}>
        <Message kind="warning" actions={<Button onClick={() => void reload()}>{en.common.retry}</Button>}>
          <p>{applications.editor.valuesUnknown}</p>
        </Message>
      </Section>
    );
  const { entityId, ssoUrl, sloUrl } = identityProviderAddresses(overview.addresses.loginOrigin);
  const metadata = result?.ok === true ? result.value.metadata : null;
  return (
    <Section title={words.title} intro={words.text}>
      <CopyField label={custom ? words.entityId : names.ourEntityId} value={entityId} />
      <CopyField label={custom ? words.ssoUrl : names.ourSsoUrl} value={ssoUrl} />
      {names.ourSloUrl !== null && <CopyField label={words.sloUrl} value={sloUrl} />}
      <Certificates result={result} name={shortName} label={custom ? words.certificate : names.ourCertificate} onRetry={ask} />
      {shortName !== '' && (
        <>
          <CopyField
            label={words.metadataUrl}
            value={applicationMetadataUrl(overview.addresses.loginOrigin, shortName)}
            {...(metadata === null ? { hint: words.metadataLater } : {})}
          />
          {metadata !== null && (
            <div className="actions below-field">
              <Button onClick={() => download(`gatehouse-${shortName}.xml`, 'application/samlmetadata+xml', metadata)}>
                {words.downloadMetadata}
              </Button>
            </div>
          )}
        </>
      )}
    </Section>
  );
}

/** Asked again when another revision is live: our metadata for the application is another one then. */
function useValues(id: string | null, algorithm: Party['algorithm'], liveRevision: number | null) {
  const [result, setResult] = useState<RpcResult<ApplicationValues> | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision and the attempt are not asked with, they ask again
  useEffect(() => {
    let wanted = true;
    setResult(null);
    void rpc('party.values', { id, algorithm }).then((answer) => wanted && setResult(answer));
    return () => {
      wanted = false;
    };
  }, [id, algorithm, liveRevision, attempt]);
  return { result, ask: () => setAttempt(attempt + 1) };
}

interface CertificatesProps {
  readonly result: RpcResult<ApplicationValues> | null;
  readonly name: string;
  readonly label: string;
  readonly onRetry: () => void;
}

function Certificates({ result, name, label, onRetry }: CertificatesProps) {
  if (result === null)
    return (
      <div className="test" role="status" aria-label={words.loading}>
        <div className="bone" />
      </div>
    );
  if (!result.ok)
    return (
      <div className="test">
        <Message kind="error" title={words.unreachable} actions={<Button onClick={onRetry}>{en.common.retry}</Button>}>
          <p>
            {result.error.text} {result.error.action}
          </p>
          {result.error.supportCode !== null && <p>{en.common.supportCode(result.error.supportCode)}</p>}
        </Message>
      </div>
    );
  return (
    <ul className="our-certificates" aria-label={label}>
      {result.value.certificates.map((certificate) => (
        <Certificate key={certificate.fingerprint} certificate={certificate} label={label} name={name} />
      ))}
    </ul>
  );
}

function Certificate({ certificate, label, name }: { certificate: OurCertificate; label: string; name: string }) {
  const { role, from, until, fingerprint, pem, key } = certificate;
  return (
    <li className="our-certificate">
      <p className="guide-title">
        {label} <Lozenge kind={role === 'signs' ? 'success' : role === 'next' ? 'info' : 'neutral'}>{words.roles[role]}</Lozenge>
      </p>
      <p className="subtle">
        {words.roleHints[role]} {words.until(formatDate(from), formatDate(until))} {key}.
      </p>
      <p className="subtle fingerprint">
        {words.fingerprint}: {fingerprint}
      </p>
      <div className="actions">
        <CopyText label={words.copyCertificate} what={`${label}, ${words.roles[role]}`} text={pem} />
        <Button
          aria-label={`${words.downloadCertificate}: ${label}, ${words.roles[role]}`}
          onClick={() => download(`gatehouse-${name === '' ? 'certificate' : name}-${role}.pem`, 'application/x-pem-file', `${pem}\n`)}
        >
          {words.downloadCertificate}
        </Button>
      </div>
    </li>
  );
}
