import { getPreset } from '#contract/presets/all';
import { fillIn } from '#contract/presets/issuer';
import { en } from '../i18n/en.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import type { ProviderForm } from './provider-form.ts';
import { useRedirectUri } from './redirect-uri.tsx';

/** What to do in the vendor's own console, with its buttons by name and this connection's values filled in. */
export function Guide({ form }: { form: ProviderForm }) {
  const preset = getPreset(form.preset);
  const redirectUri = useRedirectUri(form.id) ?? en.editor.redirectUri;
  return (
    <>
      {preset.consoleUrl !== null && (
        <p className="console-link">
          <ExternalLink href={preset.consoleUrl}>{en.editor.console(preset.name)}</ExternalLink>
        </p>
      )}
      <ol className="guide" aria-label={en.editor.guideLabel}>
        {preset.guide.map(({ title, text }) => (
          <li key={title}>
            <p className="guide-title">{title}</p>
            <p>{fillIn(text, { redirectUri, issuer: form.issuer })}</p>
          </li>
        ))}
      </ol>
    </>
  );
}
