import { fillIn } from '#contract/presets/answers';
import { applicationPreset } from '#contract/presets/applications';
import { applicationMetadataUrl, identityProviderAddresses } from '#contract/settings/addresses';
import type { Party } from '#contract/settings/party';
import { applications } from '../i18n/applications.ts';
import { useOverview } from '../state/overview.tsx';
import { ExternalLink } from '../ui/external-link.tsx';

const words = applications.editor;

/** What to do at the application, with its buttons by name. What is carried there stands under "Our values", once. */
export function ApplicationGuide({ preset, id, open }: { preset: Party['preset']; id: string; open: boolean }) {
  const { overview } = useOverview();
  const { guide, pitfalls, consoleUrl } = applicationPreset(preset);
  const origin = overview.addresses?.loginOrigin ?? null;
  const values = origin === null ? {} : { ...identityProviderAddresses(origin), metadataUrl: applicationMetadataUrl(origin, id) };
  return (
    <details className="details guide-details" open={open}>
      <summary>{words.guideSummary}</summary>
      {consoleUrl !== null && (
        <p className="console-link">
          <ExternalLink href={consoleUrl}>{words.console}</ExternalLink>
        </p>
      )}
      <ol className="guide" aria-label={words.guideLabel}>
        {guide.map(({ title, text }) => (
          <li key={title}>
            <p className="guide-title">{title}</p>
            <p>{fillIn(text, values)}</p>
          </li>
        ))}
      </ol>
      <details className="details">
        <summary>{words.pitfalls}</summary>
        <ul>
          {pitfalls.map((pitfall) => (
            <li key={pitfall}>{pitfall}</li>
          ))}
        </ul>
      </details>
    </details>
  );
}
