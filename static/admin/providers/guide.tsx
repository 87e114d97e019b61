import { findPreset } from '#contract/presets/all';
import { fillIn, fillInKnown, isFilled } from '#contract/presets/answers';
import { connectionAddresses } from '#contract/settings/addresses';
import { en } from '../i18n/en.ts';
import { useOverview } from '../state/overview.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { ExternalLink } from '../ui/external-link.tsx';
import { type ProviderForm, variantOf } from './form/provider-form.ts';

/** What to do in the vendor's own console, with its buttons by name and this connection's values filled in. */
export function Guide({ form }: { form: ProviderForm }) {
  const { overview } = useOverview();
  const preset = findPreset(form.preset);
  const { guide, pitfalls } = variantOf(form);
  const ours =
    overview.addresses === null ? { redirectUri: en.editor.redirectUri } : connectionAddresses(overview.addresses.loginOrigin, form.id);
  const providerMetadataUrl = form.saml.metadataUrl;
  const theirs = {
    ...(form.oidc.issuer !== '' && isFilled(form.oidc.issuer) ? { issuer: form.oidc.issuer } : {}),
    ...(providerMetadataUrl !== '' && isFilled(providerMetadataUrl) ? { providerMetadataUrl } : {}),
  };
  const values = { ...ours, ...theirs };
  return (
    <>
      {preset !== null && preset.consoleUrl !== null && (
        <p className="console-link">
          <ExternalLink href={preset.consoleUrl}>{en.editor.console(preset.name)}</ExternalLink>
        </p>
      )}
      <ol className="guide" aria-label={en.editor.guideLabel}>
        {guide.map(({ title, text, paste = [] }) => (
          <li key={title}>
            <p className="guide-title">{title}</p>
            <p>{fillInKnown(text, values)}</p>
            {/* Without our addresses there is nothing to copy yet; the page says so above. */}
            {overview.addresses !== null &&
              paste
                .map(({ field, value }) => ({ field, value: fillIn(value, values) }))
                .filter(({ value }) => isFilled(value))
                .map(({ field, value }) => <CopyField key={field} label={field} value={value} />)}
          </li>
        ))}
      </ol>
      <details className="details">
        <summary>{en.editor.pitfalls}</summary>
        <ul>
          {pitfalls.map((pitfall) => (
            <li key={pitfall}>{pitfall}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
