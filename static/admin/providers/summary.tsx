import { findPreset } from '#contract/presets/all';
import { en } from '../i18n/en.ts';
import { domainsOf, type ProviderForm } from './provider-form.ts';

/** What is about to be saved, in one glance. */
export function Summary({ form }: { form: ProviderForm }) {
  const facts: readonly (readonly [string, string])[] = [
    [en.editor.steps.vendor, findPreset(form.preset)?.name ?? form.preset],
    [en.editor.name, form.name],
    [en.editor.issuer, form.issuer],
    [en.editor.clientId, form.clientId],
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
