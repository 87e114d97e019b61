import { assuranceWords } from '../../i18n/assurance.ts';
import { en } from '../../i18n/en.ts';
import { connectionWords } from '../../i18n/en-connections.ts';
import { upkeepTexts } from '../../i18n/upkeep.ts';
import type { ProviderForm } from './provider-form.ts';

const { editor } = en;
const { saml, oidc, oauth2, mapping, certificate } = connectionWords;

/** What the fields of the form are called, by their paths in it; the nearest one above counts for what is not here. */
const labels: Readonly<Record<string, string>> = {
  name: editor.name,
  enabled: editor.state,
  clientId: editor.clientId,
  clientSecretExpiresOn: upkeepTexts.secretEnds,
  domainMode: editor.domainsTitle,
  domainLines: editor.domainField,
  domainProof: upkeepTexts.proof,
  emailTrust: editor.trustTitle,
  mapping: mapping.title,
  'mapping/more': mapping.moreTitle,
  'mapping/patterns': mapping.patternsTitle,
  assurance: assuranceWords.title,
  saml: saml.title,
  'saml/entityId': saml.entityId,
  'saml/signOn': saml.signOn,
  'saml/signOn/binding': saml.binding,
  'saml/logout': saml.logout,
  'saml/logout/binding': saml.logoutBinding,
  'saml/certificates': certificate.label,
  'saml/metadataUrl': saml.metadataUrl,
  'saml/takeOver': saml.takeOver,
  'saml/metadataSigner': saml.metadataSigner,
  'saml/signRequests': saml.signRequests,
  'saml/signed': saml.signed,
  'saml/encryption': saml.encryption,
  'saml/allowSha1': saml.allowSha1,
  'saml/allowCbc': saml.allowCbc,
  'saml/nameIdFormat': saml.nameIdFormat,
  'saml/subjectKind': saml.subject,
  'saml/subjectAttribute': saml.subjectAttributeName,
  'saml/forceAuthn': saml.forceAuthn,
  'saml/requestedContexts': saml.contexts,
  'saml/clockSkew': saml.clockSkew,
  'saml/loginFromProvider': saml.fromProvider,
  oidc: editor.credentialsTitle,
  'oidc/issuer': editor.issuer,
  'oidc/byHand': oidc.byHand,
  ...Object.fromEntries(Object.entries(oidc.endpoints).map(([name, label]) => [`oidc/endpoints/${name}`, label])),
  'oidc/tokenEndpointAuth': editor.tokenAuth,
  'oidc/idTokenAlgorithm': editor.algorithm,
  'oidc/scopes': editor.scopes,
  'oidc/acrValues': editor.acrValues,
  'oidc/maxAge': editor.maxAge,
  'oidc/prompt': editor.prompt,
  'oidc/loginFromProvider': oidc.fromProvider,
  'oidc/backChannelLogout': oidc.backChannel,
  oauth2: editor.credentialsTitle,
  'oauth2/authorizationUrl': oauth2.authorizationUrl,
  'oauth2/tokenUrl': oauth2.tokenUrl,
  'oauth2/userInfoUrl': oauth2.userInfoUrl,
  'oauth2/emailsUrl': oauth2.emailsUrl,
  'oauth2/tokenEndpointAuth': editor.tokenAuth,
  'oauth2/scopes': editor.scopes,
  'oauth2/subject': oauth2.subject,
  'oauth2/emailVerified': oauth2.emailVerified,
};

/** The labels of the fields at these paths, each once, as they stand beside the fields. */
export function labelsOf({ protocol }: Pick<ProviderForm, 'protocol'>, paths: readonly string[]): string[] {
  const facts: Readonly<Record<string, string>> = protocol === 'email-code' ? {} : mapping.places[protocol];
  const known = { ...labels, ...Object.fromEntries(Object.entries(facts).map(([name, label]) => [`mapping/${name}`, label])) };
  const found = paths.flatMap((path) => {
    const above = path.split('/').map((_, index, parts) => parts.slice(0, parts.length - index).join('/'));
    return above.map((each) => known[each]).find((label) => label !== undefined) ?? [];
  });
  return [...new Set(found)];
}
