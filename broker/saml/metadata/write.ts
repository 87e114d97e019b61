import { bindings, persistentFormat } from '../names.ts';

/** The login host as an identity provider. */
export interface IdentityProviderToDescribe {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly sloUrl: string;
  /** Base64 of the DER of every certificate whose key signs now or may sign soon. */
  readonly certificates: readonly string[];
}

/** The portal as a service provider. */
export interface ServiceProviderToDescribe {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly sloUrl: string;
  readonly certificates: readonly string[];
}

/**
 * Metadata of an identity provider (Metadata 2.4.3). samlify is loaded when it is first asked for, since it brings a lot
 * with it and metadata is read a few times a year. The order of elements is that of the schema; its own is not.
 */
export async function identityProviderMetadata(provider: IdentityProviderToDescribe): Promise<string> {
  const { IdentityProvider } = await loadSamlify();
  const settings = {
    entityID: provider.entityId,
    wantAuthnRequestsSigned: true,
    elementsOrder: ['KeyDescriptor', 'SingleLogoutService', 'NameIDFormat', 'SingleSignOnService'],
    nameIDFormat: [persistentFormat],
    signingCert: [...provider.certificates],
    singleSignOnService: [{ Binding: bindings.redirect, Location: provider.ssoUrl }],
    singleLogoutService: [{ Binding: bindings.redirect, Location: provider.sloUrl }],
  };
  return IdentityProvider(settings).getMetadata();
}

/** Metadata of a service provider (Metadata 2.4.4). */
export async function serviceProviderMetadata(provider: ServiceProviderToDescribe): Promise<string> {
  const { ServiceProvider } = await loadSamlify();
  const settings = {
    entityID: provider.entityId,
    authnRequestsSigned: true,
    wantAssertionsSigned: true,
    elementsOrder: ['KeyDescriptor', 'SingleLogoutService', 'NameIDFormat', 'AssertionConsumerService'],
    nameIDFormat: [persistentFormat],
    signingCert: [...provider.certificates],
    assertionConsumerService: [{ Binding: bindings.post, Location: provider.acsUrl, isDefault: true }],
    singleLogoutService: [{ Binding: bindings.redirect, Location: provider.sloUrl }],
  };
  return ServiceProvider(settings).getMetadata();
}

/** The CommonJS module itself: its names on the imported object are Node's guess, and a bundle makes none. */
async function loadSamlify() {
  return (await import('samlify')).default;
}
