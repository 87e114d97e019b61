import type { ConnectionView } from '#contract/rpc/admin';
import type { ConnectionDraft } from '#contract/rpc/drafts';
import { assuranceTexts, offeredTexts, oidcAssurance, samlAssurance } from './assurance-form.ts';
import { mappingOf, mappingTexts } from './mapping-form.ts';
import { oauth2Settings, oauth2Texts } from './oauth2-form.ts';
import { oidcSettings, oidcTexts } from './oidc-form.ts';
import { needsSecret, newForm, type ProviderForm } from './provider-form.ts';
import { providerTexts, samlSettings, samlTexts } from './saml-form.ts';
import { domainsOf } from './texts.ts';

/** What is sent to be saved or tried out. */
export function draftOf(form: ProviderForm): ConnectionDraft {
  const { id, preset, enabled, emailTrust } = form;
  const name = form.name.trim();
  const domains =
    form.domainMode === 'list'
      ? { mode: 'list' as const, list: domainsOf(form.domainLines), ...(form.domainProof === 'dns' ? { proof: form.domainProof } : {}) }
      : { mode: 'any-unclaimed' as const };
  const base = { id, preset, name, enabled, domains };
  const person = { mapping: mappingOf(form.mapping), emailTrust };
  const newClientSecret = form.newClientSecret === '' || !needsSecret(form) ? null : form.newClientSecret;
  const expiry = form.clientSecretExpiresOn === '' || !needsSecret(form) ? {} : { clientSecretExpiresOn: form.clientSecretExpiresOn };
  const client = { clientId: form.clientId.trim(), newClientSecret, ...expiry };
  switch (form.protocol) {
    case 'saml':
      return {
        ...base,
        ...person,
        ...samlSettings(form.saml),
        ...samlAssurance(form.assurance),
        protocol: 'saml',
        emailTrust: 'authoritative',
      };
    case 'oidc':
      return { ...base, ...person, ...client, ...oidcSettings(form.oidc), ...oidcAssurance(form.assurance), protocol: 'oidc' };
    case 'oauth2':
      return { ...base, ...person, ...client, ...oauth2Settings(form.oauth2), protocol: 'oauth2' };
    case 'email-code':
      return { ...base, protocol: 'email-code' };
    default:
      return form.protocol satisfies never;
  }
}

/** A stored connection in the form. A secret is not in it: nobody gets one back. */
export function formOf(view: ConnectionView): ProviderForm {
  const { id, preset, name, enabled, domains, protocol } = view;
  const base: ProviderForm = {
    ...newForm(preset),
    id,
    preset,
    name,
    enabled,
    protocol,
    idTyped: true,
    answers: {},
    domainMode: domains.mode,
    domainLines: domains.mode === 'list' ? domains.list.join('\n') : '',
    domainProof: domains.mode === 'list' && domains.proof === 'dns' ? 'dns' : 'statement',
    clientSecretExpiresOn: ('clientSecretExpiresOn' in view ? view.clientSecretExpiresOn : null) ?? '',
  };
  switch (view.protocol) {
    case 'saml': {
      const person = { mapping: mappingTexts(view.mapping), emailTrust: view.emailTrust };
      return { ...base, ...person, ...assuranceIn(view), saml: { ...base.saml, ...samlTexts(view), ...providerTexts(view) } };
    }
    case 'oidc': {
      const person = { mapping: mappingTexts(view.mapping), emailTrust: view.emailTrust, clientId: view.clientId };
      return { ...base, ...person, ...assuranceIn(view), oidc: { ...base.oidc, ...oidcTexts(view), issuer: view.issuer } };
    }
    case 'oauth2': {
      const person = { mapping: mappingTexts(view.mapping), emailTrust: view.emailTrust, clientId: view.clientId };
      const { authorizationUrl, tokenUrl, userInfoUrl, emailsUrl } = view;
      const addresses = { authorizationUrl, tokenUrl, userInfoUrl, emailsUrl: emailsUrl ?? '' };
      return { ...base, ...person, oauth2: { ...base.oauth2, ...oauth2Texts(view), ...addresses } };
    }
    case 'email-code':
      return base;
    default:
      return view satisfies never;
  }
}

/** What the vendor is known to send stays filled in where nothing counts yet. */
function assuranceIn({ assurance, preset, protocol }: Extract<ConnectionView, { protocol: 'saml' | 'oidc' }>) {
  return { assurance: assurance === undefined ? offeredTexts(preset, protocol) : assuranceTexts(assurance) };
}

/** A stored connection as it would be sent unchanged, for changes that need no form. */
export function unchangedDraft(view: ConnectionView): ConnectionDraft {
  if (!('clientSecretSetAt' in view)) return view;
  const { clientSecretSetAt: _, ...fields } = view;
  return { ...fields, newClientSecret: null };
}
