import { findPreset } from '#contract/presets/all';
import { protocolNames } from '#contract/presets/protocol-names';
import { en } from '../i18n/en.ts';
import { connectionWords } from '../i18n/en-connections.ts';
import type { ProviderForm } from './form/provider-form.ts';
import { domainsOf } from './form/texts.ts';

/** What is about to be saved, in one glance. */
export function Summary({ form }: { form: ProviderForm }) {
  const facts: readonly (readonly [string, string])[] = [
    [en.editor.steps.vendor, findPreset(form.preset)?.name ?? form.preset],
    [connectionWords.summary.protocol, protocolNames[form.protocol]],
    [en.editor.name, form.name],
    ...(form.protocol === 'oidc' ? [[en.editor.issuer, form.oidc.issuer] as const] : []),
    ...(form.protocol === 'oauth2' ? [[connectionWords.oauth2.authorizationUrl, form.oauth2.authorizationUrl] as const] : []),
    ...(form.protocol === 'saml' ? [[connectionWords.summary.entityId, form.saml.entityId] as const] : []),
    ...(form.clientId === '' || form.protocol === 'saml' ? [] : [[en.editor.clientId, form.clientId] as const]),
    [en.editor.domainField, form.domainMode === 'list' ? domainsOf(form.domainLines).join(', ') : en.editor.domainAny],
  ];
  return (
    <dl className="facts" aria-label={en.editor.summary}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
