import { findPreset, findVariant, presets } from '#contract/presets/all';
import { type Answers, fillIn } from '#contract/presets/answers';
import type { PresetVariant, VariantOf } from '#contract/presets/preset';
import type { Protocol } from '#contract/settings/connection';
import type { PresetId } from '#contract/settings/connections/preset-id';
import { en } from '../../i18n/en.ts';
import { connectionWords } from '../../i18n/en-connections.ts';
import { type AssuranceForm, blankAssurance, offeredTexts } from './assurance-form.ts';
import { blankMapping, type MappingForm, mappingTexts } from './mapping-form.ts';
import { blankOAuth2, type OAuth2Form, oauth2Texts } from './oauth2-form.ts';
import { blankOidc, type OidcForm, oidcTexts } from './oidc-form.ts';
import { blankSaml, type SamlForm, samlTexts } from './saml-form.ts';

/**
 * What the form holds: texts as they are typed, also while they are not valid yet. Each protocol has its part, so that
 * trying another one loses nothing.
 */
export interface ProviderForm {
  readonly preset: PresetId;
  readonly protocol: Protocol;
  readonly name: string;
  readonly id: string;
  /** Until somebody types a short name, it follows the name. */
  readonly idTyped: boolean;
  readonly enabled: boolean;
  readonly answers: Answers;
  readonly clientId: string;
  readonly newClientSecret: string;
  /** `YYYY-MM-DD`, or empty. */
  readonly clientSecretExpiresOn: string;
  readonly domainMode: 'list' | 'any-unclaimed';
  readonly domainLines: string;
  readonly domainProof: 'statement' | 'dns';
  readonly emailTrust: 'verified' | 'authoritative';
  readonly mapping: MappingForm;
  readonly assurance: AssuranceForm;
  readonly saml: SamlForm;
  readonly oidc: OidcForm;
  readonly oauth2: OAuth2Form;
}

export function newForm(preset: PresetId): ProviderForm {
  const blank: ProviderForm = {
    preset,
    protocol: 'oidc',
    name: '',
    id: '',
    idTyped: false,
    enabled: true,
    answers: {},
    clientId: '',
    newClientSecret: '',
    clientSecretExpiresOn: '',
    domainMode: 'list',
    domainLines: '',
    domainProof: 'statement',
    emailTrust: 'verified',
    mapping: blankMapping,
    assurance: blankAssurance,
    saml: blankSaml,
    oidc: blankOidc,
    oauth2: blankOAuth2,
  };
  return withPreset(blank, preset);
}

/** Another vendor: its defaults replace what the one before had filled in, what somebody typed stays. */
export function withPreset(form: ProviderForm, preset: PresetId): ProviderForm {
  const protocol = (findPreset(preset) ?? presets[0])?.variants[0].protocol ?? 'oidc';
  // An address that the vendor before has made of its answers means nothing here; one that was typed stays.
  const made = metadataUrlOf(form);
  const saml = made !== null && form.saml.metadataUrl === made ? { ...form.saml, metadataUrl: '' } : form.saml;
  return withProtocol({ ...form, preset, answers: {}, saml }, protocol);
}

/** Where a vendor publishes its metadata, by the answers to its questions; null where nobody can tell. */
function metadataUrlOf(form: ProviderForm): string | null {
  const variant = variantOf(form);
  return variant.protocol === 'saml' && variant.providerMetadataUrl !== null ? fillIn(variant.providerMetadataUrl, form.answers) : null;
}

/** Another protocol of the same vendor. */
export function withProtocol(before: ProviderForm, protocol: Protocol): ProviderForm {
  const form = { ...before, protocol, assurance: offeredTexts(before.preset, protocol) };
  const variant = variantOf(form);
  switch (variant.protocol) {
    case 'oidc':
      return withIssuer({ ...form, ...common(variant.defaults), oidc: { ...form.oidc, ...oidcTexts(variant.defaults) } });
    case 'saml':
      return withIssuer({
        ...form,
        ...common(variant.defaults),
        domainMode: 'list',
        saml: { ...form.saml, ...samlTexts(variant.defaults) },
      });
    case 'oauth2':
      return withIssuer({ ...form, ...common(variant.defaults), oauth2: { ...form.oauth2, ...oauth2Texts(variant.defaults) } });
    case 'email-code':
      return { ...form, domainMode: 'list' };
    default:
      return variant satisfies never;
  }
}

function common({ mapping, emailTrust }: VariantOf['oidc' | 'saml' | 'oauth2']['defaults']) {
  return { mapping: mappingTexts(mapping), emailTrust };
}

const open: { readonly [Name in Protocol]: PresetId } = {
  saml: 'generic-saml',
  oidc: 'generic-oidc',
  oauth2: 'generic-oauth2',
  'email-code': 'email-code',
};

/** How the form asks for a vendor; one that has no words for this protocol is asked for as any other provider is. */
export function variantOf({ preset, protocol }: Pick<ProviderForm, 'preset' | 'protocol'>): PresetVariant {
  const found = findVariant(preset, protocol) ?? findVariant(open[protocol], protocol);
  if (found === null) throw new Error(`no preset for ${protocol}`);
  return found;
}

/** The vendor in a sentence. */
export function vendorName(preset: PresetId): string {
  return (preset.startsWith('generic-') ? null : findPreset(preset)?.name) ?? en.editor.theProvider;
}

/** What the vendor's own pages call a value; null where they call it as we do, or where nobody knows which vendor it is. */
export function calledThere(preset: PresetId, ours: string, theirs: string | null): string | null {
  if (theirs === null || theirs === ours || preset.startsWith('generic-')) return null;
  return connectionWords.calledThere(vendorName(preset), theirs);
}

/** The name as a short name: lower-case letters, digits and single hyphens, at most 40. */
function shortName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return plain.slice(0, 40).replaceAll(/^-+|-+$/g, '');
}

export function withName(form: ProviderForm, name: string): ProviderForm {
  return { ...form, name, id: form.idTyped ? form.id : shortName(name) };
}

export function withAnswer(form: ProviderForm, question: string, answer: string): ProviderForm {
  // The address of the discovery document is what many pages show; the issuer is what stands before.
  const plain = question === 'issuer' ? answer.trim().replace(/\/\.well-known\/openid-configuration\/?$/, '') : answer.trim();
  return withIssuer({ ...form, answers: { ...form.answers, [question]: plain } });
}

/** Puts the answers into the addresses that the vendor's preset makes of them. */
function withIssuer(form: ProviderForm): ProviderForm {
  const variant = variantOf(form);
  const made = (text: string): string => (variant.questions.length === 0 ? text : fillIn(text, form.answers));
  switch (variant.protocol) {
    case 'oidc':
      return { ...form, oidc: { ...form.oidc, issuer: made(variant.issuer) } };
    case 'oauth2': {
      const { authorizationUrl, tokenUrl, userInfoUrl, emailsUrl } = variant;
      const addresses = { authorizationUrl, tokenUrl, userInfoUrl, emailsUrl: emailsUrl ?? '' };
      const entries = Object.entries(addresses).map(([name, url]) => [name, made(url)]);
      return { ...form, oauth2: { ...form.oauth2, ...Object.fromEntries(entries) } };
    }
    case 'saml': {
      const metadataUrl = metadataUrlOf(form);
      return metadataUrl === null ? form : { ...form, saml: { ...form.saml, metadataUrl } };
    }
    case 'email-code':
      return form;
    default:
      return variant satisfies never;
  }
}

/** With a signature of our own there is no secret to enter, and neither where there is no client. */
export function needsSecret({ protocol, oidc }: Pick<ProviderForm, 'protocol' | 'oidc'>): boolean {
  return protocol === 'oauth2' || (protocol === 'oidc' && oidc.tokenEndpointAuth !== 'private_key_jwt');
}
