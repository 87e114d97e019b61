import type { ImportRequest, OidcImport, SamlImport } from '#contract/rpc/import';
import { OidcConnection } from '#contract/settings/connections/oidc';
import type { ProviderForm } from '../form/provider-form.ts';
import { blankSaml } from '../form/saml-form.ts';
import { chosenEndpoint } from './compare.ts';

type SamlRequest = Extract<ImportRequest, { protocol: 'saml' }>;

/** Fills what the metadata says into the form. Read from an address, it will be read from there again. */
export function takeSaml(form: ProviderForm, found: SamlImport, wanted: SamlRequest): ProviderForm {
  const { saml } = form;
  return {
    ...form,
    saml: {
      ...saml,
      entityId: found.entityId,
      signOn: chosenEndpoint(found.signOn, saml.signOn) ?? saml.signOn,
      logout: chosenEndpoint(found.logout, saml.logout) ?? blankSaml.logout,
      certificates: found.certificates.map(({ pem }) => pem),
      signRequests: saml.signRequests || found.wantsSignedRequests,
      ...(wanted.source.kind === 'address' ? { metadataUrl: wanted.source.url, metadataSigner: wanted.signedBy ?? '' } : {}),
    },
  };
}

const algorithms: readonly string[] = OidcConnection.properties.idTokenAlgorithm.enum;
const ways = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;

/** Takes the issuer as the provider writes it, and what it does not offer gives way to what it does. */
export function takeOidc(form: ProviderForm, found: OidcImport): ProviderForm {
  const { oidc } = form;
  const algorithm = pick(oidc.idTokenAlgorithm, found.algorithms?.filter((name) => algorithms.includes(name)) ?? null);
  const auth = pick(oidc.tokenEndpointAuth, found.clientAuth === null ? null : ways.filter((way) => found.clientAuth?.includes(way)));
  return {
    ...form,
    oidc: {
      ...oidc,
      issuer: found.issuer,
      byHand: false,
      idTokenAlgorithm: algorithm as typeof oidc.idTokenAlgorithm,
      tokenEndpointAuth: auth as typeof oidc.tokenEndpointAuth,
    },
  };
}

/** What stands in the form if it is offered, or nothing is said; else the first that is. */
function pick(current: string, offered: readonly string[] | null): string {
  return offered === null || offered.length === 0 || offered.includes(current) ? current : (offered[0] ?? current);
}
