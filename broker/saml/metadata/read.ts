import { optionalDuration } from '../duration.ts';
import { optionalInstant } from '../instant.ts';
import { bindings, ns } from '../names.ts';
import { answering, must, refuse, type SamlRefusal } from '../refusal.ts';
import type { XmlElement } from '../xml/node.ts';
import { attributeOf, elementsOf, isElement, requiredAttribute, textOf } from '../xml/walk.ts';
import { checkExpiry, levelsOf, type MetadataToRead, readEntity } from './document.ts';
import { readKeys } from './keys.ts';

const saml2 = 'urn:oasis:names:tc:SAML:2.0:protocol';

/** An address and how messages get there; other bindings (SOAP, artifact) are left out. */
interface Endpoint {
  readonly url: string;
  readonly binding: 'redirect' | 'post';
}

/** What every description tells. */
interface Described {
  readonly entityId: string;
  /** From when on it must not be used any more (Metadata 2.3.2), epoch ms; null where it does not say. */
  readonly validUntil: number | null;
  /** How long it may be kept before it is read again (Metadata 2.3.2), in milliseconds; null where it does not say. */
  readonly cacheMs: number | null;
  readonly signingCertificates: readonly string[];
  readonly encryptionCertificates: readonly string[];
  readonly logout: readonly Endpoint[];
  readonly nameIdFormats: readonly string[];
}

/** An identity provider, as it describes itself. Certificates are the base64 of their DER, in document order. */
export interface DescribedProvider extends Described {
  readonly ok: true;
  readonly signOn: readonly Endpoint[];
  readonly wantsSignedRequests: boolean;
}

/** An application (service provider), as it describes itself. */
export interface DescribedApplication extends Described {
  readonly ok: true;
  /** Where answers may go by HTTP-POST, the default first. */
  readonly acs: readonly string[];
  readonly signsRequests: boolean;
  readonly wantsSignedAssertions: boolean;
}

/**
 * Reads the metadata of one identity provider (Metadata 2.4.3). Refuses what an administrator may have pasted by mistake
 * (a web page, another kind of document, a federation with several members) with a name for each.
 */
export function readProviderMetadata(input: MetadataToRead): DescribedProvider | SamlRefusal {
  return answering(() => {
    const entity = readEntity(input);
    const role = roleOf(entity, 'IDPSSODescriptor');
    const signOn = endpointsOf(role, 'SingleSignOnService');
    must(signOn.length > 0, 'saml_metadata_endpoint_missing', 'SingleSignOnService');
    const described = readRole(entity, role, input.now);
    must(described.signingCertificates.length > 0, 'saml_metadata_certificate_missing', 'IDPSSODescriptor');
    return { ok: true, ...described, signOn, wantsSignedRequests: flagOf(role, 'WantAuthnRequestsSigned') };
  });
}

/** Reads the metadata of one application (Metadata 2.4.4). */
export function readApplicationMetadata(input: MetadataToRead): DescribedApplication | SamlRefusal {
  return answering(() => {
    const entity = readEntity(input);
    const role = roleOf(entity, 'SPSSODescriptor');
    const services = elementsOf(role).filter((child) => isElement(child, ns.md, 'AssertionConsumerService'));
    const posts = services.filter((service) => attributeOf(service, 'Binding') === bindings.post);
    must(posts.length > 0, 'saml_metadata_endpoint_missing', 'AssertionConsumerService');
    const defaultsFirst = posts.toSorted((a, b) => defaultRank(a) - defaultRank(b));
    return {
      ok: true,
      ...readRole(entity, role, input.now),
      acs: [...new Set(defaultsFirst.map((service) => locationOf(service)))],
      signsRequests: flagOf(role, 'AuthnRequestsSigned'),
      wantsSignedAssertions: flagOf(role, 'WantAssertionsSigned'),
    };
  });
}

/** The description of one role, of which an entity may have several (an identity provider can be an application as well). */
function roleOf(entity: XmlElement, name: 'IDPSSODescriptor' | 'SPSSODescriptor'): XmlElement {
  const roles = elementsOf(entity).filter((child) => isElement(child, ns.md, name));
  const [role, ...others] = roles.filter((each) => (attributeOf(each, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(saml2));
  if (role === undefined) refuse('saml_metadata_role_missing', name);
  must(others.length === 0, 'saml_metadata_entities', name);
  return role;
}

function readRole(entity: XmlElement, role: XmlElement, now: number): Described {
  checkExpiry(role, now);
  const levels = [role, ...levelsOf(entity)];
  const ends = levels.map((level) => optionalInstant(level, 'validUntil')).filter((end) => end !== null);
  const keeps = levels.map((level) => optionalDuration(level, 'cacheDuration')).filter((each) => each !== null);
  return {
    entityId: requiredAttribute(entity, 'entityID'),
    validUntil: ends.length === 0 ? null : Math.min(...ends),
    cacheMs: keeps.length === 0 ? null : Math.min(...keeps),
    ...readKeys(role),
    logout: endpointsOf(role, 'SingleLogoutService'),
    nameIdFormats: elementsOf(role)
      .filter((child) => isElement(child, ns.md, 'NameIDFormat'))
      .map((child) => textOf(child).trim()),
  };
}

/** Endpoints of the two bindings that go through the browser, Redirect first. */
function endpointsOf(role: XmlElement, name: string): readonly Endpoint[] {
  const found = elementsOf(role).filter((child) => isElement(child, ns.md, name));
  return (['redirect', 'post'] as const).flatMap((binding) =>
    found.filter((child) => attributeOf(child, 'Binding') === bindings[binding]).map((child) => ({ url: locationOf(child), binding })),
  );
}

function locationOf(endpoint: XmlElement): string {
  const url = requiredAttribute(endpoint, 'Location').trim();
  // `javascript:`, `file:` and the like would be followed by a browser.
  must(/^https?:\/\//i.test(url) && URL.canParse(url), 'saml_metadata_address', endpoint.localName);
  return url;
}

/** The default is the first that says so, else the first that does not say that it is none (Metadata 2.2.3). */
function defaultRank(service: XmlElement): number {
  if (attributeOf(service, 'isDefault') === null) return 1;
  return flagOf(service, 'isDefault') ? 0 : 2;
}

function flagOf(element: XmlElement, name: string): boolean {
  return ['true', '1'].includes(attributeOf(element, name) ?? 'false');
}
