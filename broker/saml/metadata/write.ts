import { bindings, persistentFormat } from '../names.ts';

type Binding = keyof typeof bindings;

/** The login host as an identity provider. */
export interface IdentityProviderToDescribe {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly sloUrl: string;
  /** Base64 of the DER of every certificate whose key signs now or may sign soon. */
  readonly certificates: readonly string[];
  /** Bindings of both addresses; Redirect alone unless told. */
  readonly bindings?: readonly Binding[];
  /** Persistent alone unless told. */
  readonly nameIdFormats?: readonly string[];
  /** True unless told: unsigned requests are refused. */
  readonly wantsSignedRequests?: boolean;
}

/** A service provider: the portal towards the login host, the login host towards a company's provider. */
export interface ServiceProviderToDescribe {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly sloUrl: string;
  /** Base64 of the DER of every certificate whose key signs requests now or may do so soon. */
  readonly certificates: readonly string[];
  /** To these an assertion may be encrypted; none unless told. */
  readonly encryptionCertificates?: readonly string[];
  /** Bindings of the logout address; Redirect alone unless told. */
  readonly bindings?: readonly Binding[];
  readonly nameIdFormats?: readonly string[];
  readonly signsRequests?: boolean;
  readonly wantsSignedAssertions?: boolean;
}

/**
 * Metadata of an identity provider (Metadata 2.4.3). samlify is loaded when it is first asked for, since it brings a lot
 * with it and metadata is read a few times a year. The order of elements is that of the schema; its own is not.
 */
export async function identityProviderMetadata(provider: IdentityProviderToDescribe): Promise<string> {
  const { IdentityProvider } = await loadSamlify();
  const settings = {
    entityID: provider.entityId,
    wantAuthnRequestsSigned: provider.wantsSignedRequests ?? true,
    elementsOrder: ['KeyDescriptor', 'SingleLogoutService', 'NameIDFormat', 'SingleSignOnService'],
    nameIDFormat: [...(provider.nameIdFormats ?? [persistentFormat])],
    signingCert: [...provider.certificates],
    singleSignOnService: endpoints(provider.ssoUrl, provider.bindings),
    singleLogoutService: endpoints(provider.sloUrl, provider.bindings),
  };
  return IdentityProvider(settings).getMetadata();
}

/** Metadata of a service provider (Metadata 2.4.4). */
export async function serviceProviderMetadata(provider: ServiceProviderToDescribe): Promise<string> {
  const { ServiceProvider } = await loadSamlify();
  const settings = {
    entityID: provider.entityId,
    authnRequestsSigned: provider.signsRequests ?? true,
    wantAssertionsSigned: provider.wantsSignedAssertions ?? true,
    elementsOrder: ['KeyDescriptor', 'SingleLogoutService', 'NameIDFormat', 'AssertionConsumerService'],
    nameIDFormat: [...(provider.nameIdFormats ?? [persistentFormat])],
    signingCert: [...provider.certificates],
    ...(provider.encryptionCertificates === undefined ? {} : { encryptCert: [...provider.encryptionCertificates] }),
    assertionConsumerService: [{ Binding: bindings.post, Location: provider.acsUrl, isDefault: true }],
    singleLogoutService: endpoints(provider.sloUrl, provider.bindings),
  };
  return ServiceProvider(settings).getMetadata();
}

function endpoints(url: string, offered: readonly Binding[] = ['redirect']) {
  return offered.map((binding) => ({ Binding: bindings[binding], Location: url }));
}

/**
 * The CommonJS module itself. Its names on the imported object are Node's guess, and a bundle makes none: there it is the
 * default export. Other loaders take the module's own word (`__esModule`) that it has no default, and then the names are there.
 */
async function loadSamlify() {
  const loaded = await import('samlify');
  return (loaded.default as typeof loaded.default | undefined) ?? loaded;
}
