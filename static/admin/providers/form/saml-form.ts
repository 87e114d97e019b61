import type { SamlVariant } from '#contract/presets/preset';
import type { SamlConnection } from '#contract/settings/connections/saml';
import type { SamlEndpoint } from '#contract/settings/saml';
import { wordsIn } from './texts.ts';

export interface SamlForm {
  readonly entityId: string;
  readonly signOn: SamlEndpoint;
  /** An empty address: the provider has none. */
  readonly logout: SamlEndpoint;
  /** At least one field, empty at first. */
  readonly certificates: readonly string[];
  /** Empty: the values are entered by hand and nobody reads them again. */
  readonly metadataUrl: string;
  readonly takeOver: 'certificates' | 'everything';
  /** Empty: the address is enough. */
  readonly metadataSigner: string;
  readonly signRequests: boolean;
  readonly signed: SamlConnection['signed'];
  readonly encryption: SamlConnection['encryption'];
  readonly allowSha1: boolean;
  readonly allowCbc: boolean;
  readonly nameIdFormat: SamlConnection['nameIdFormat'];
  readonly subjectKind: 'name-id' | 'attribute';
  readonly subjectAttribute: string;
  readonly forceAuthn: boolean;
  readonly requestedContexts: string;
  /** Seconds. */
  readonly clockSkew: string;
  readonly loginFromProvider: boolean;
}

export const blankSaml: SamlForm = {
  entityId: '',
  signOn: { url: '', binding: 'redirect' },
  logout: { url: '', binding: 'redirect' },
  certificates: [''],
  metadataUrl: '',
  takeOver: 'certificates',
  metadataSigner: '',
  signRequests: true,
  signed: 'either',
  encryption: 'accepted',
  allowSha1: false,
  allowCbc: false,
  nameIdFormat: null,
  subjectKind: 'name-id',
  subjectAttribute: '',
  forceAuthn: false,
  requestedContexts: '',
  clockSkew: '60',
  loginFromProvider: false,
};

/** Settings of the protocol as the fields of the form hold them; what names the provider is not among them. */
export function samlTexts(settings: Omit<SamlVariant['defaults'], 'mapping' | 'emailTrust'>) {
  const { signRequests, signed, encryption, allowSha1, allowCbc, nameIdFormat, subject, forceAuthn, loginFromProvider } = settings;
  return {
    signRequests,
    signed,
    encryption,
    allowSha1,
    allowCbc,
    nameIdFormat,
    forceAuthn,
    loginFromProvider,
    subjectKind: subject === 'name-id' ? ('name-id' as const) : ('attribute' as const),
    subjectAttribute: subject === 'name-id' ? '' : subject.attribute,
    requestedContexts: settings.requestedContexts.join(' '),
    clockSkew: String(settings.clockSkewSeconds),
  };
}

/** What names the provider, of a stored connection. */
export function providerTexts({ entityId, signOn, logout, certificates, metadata }: SamlConnection) {
  return {
    entityId,
    signOn,
    logout: logout ?? blankSaml.logout,
    certificates,
    metadataUrl: metadata?.url ?? '',
    takeOver: metadata?.takeOver ?? blankSaml.takeOver,
    metadataSigner: metadata?.signedBy ?? '',
  };
}

export function samlSettings(form: SamlForm) {
  const { metadataUrl, takeOver, metadataSigner, subjectKind, subjectAttribute, requestedContexts, clockSkew, ...same } = form;
  const certificates = form.certificates.map((text) => text.trim());
  return {
    ...same,
    entityId: form.entityId.trim(),
    signOn: { ...form.signOn, url: form.signOn.url.trim() },
    logout: form.logout.url.trim() === '' ? null : { ...form.logout, url: form.logout.url.trim() },
    // Fields that were added and not filled are none; the first one has to be.
    certificates: certificates.filter((text, index) => text !== '' || index === 0),
    metadata:
      metadataUrl.trim() === ''
        ? null
        : { url: metadataUrl.trim(), takeOver, signedBy: metadataSigner.trim() === '' ? null : metadataSigner.trim() },
    subject: subjectKind === 'name-id' ? ('name-id' as const) : { attribute: subjectAttribute.trim() },
    requestedContexts: wordsIn(requestedContexts),
    clockSkewSeconds: clockSkew.trim() === '' ? Number.NaN : Number(clockSkew),
  };
}
