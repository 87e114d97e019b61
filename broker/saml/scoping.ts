import { ns } from './names.ts';
import { must } from './refusal.ts';
import type { XmlElement } from './xml/node.ts';
import { attributeOf, childrenOf, requiredAttribute } from './xml/walk.ts';
import { element, nothing, type Xml } from './xml/write.ts';

/** More than a tenant may have connections; whoever names them all has named none. */
const maxProviders = 50;
/** Core 8.3.6: an entity id is no longer than this. */
const longestName = 1024;

/**
 * The identity providers that a request names (Core 3.4.1.3): advice, in the requester's order. A list in parts is refused
 * because nobody here would fetch the rest, and so is every limit on who may ask further (`ProxyCount`, `RequesterID`):
 * this host always asks further, and a limit that is not kept must not be passed over.
 */
export function readScoping(scoping: XmlElement): readonly string[] {
  must(attributeOf(scoping, 'ProxyCount') === null, 'saml_request_unsupported', 'Scoping/@ProxyCount');
  const parts = childrenOf(scoping);
  const list = childrenOf(parts.one(ns.samlp, 'IDPList'));
  parts.end();
  const providers = list.many(ns.samlp, 'IDPEntry').map(readProvider);
  list.end();
  must(providers.length > 0, 'saml_element_missing', 'IDPList/IDPEntry');
  must(providers.length <= maxProviders, 'saml_value_invalid', 'IDPList');
  must(new Set(providers).size === providers.length, 'saml_value_invalid', 'IDPList: twice');
  return providers;
}

/** `Loc` says where the provider is: nobody is sent there, the settings know the address. */
function readProvider(entry: XmlElement): string {
  childrenOf(entry).end();
  const provider = requiredAttribute(entry, 'ProviderID');
  must(provider !== '' && provider.length <= longestName, 'saml_value_invalid', 'IDPEntry/@ProviderID');
  return provider;
}

export function writeScoping(providers: readonly string[]): Xml {
  if (providers.length === 0) return nothing;
  const entries = providers.map((provider) => element('samlp:IDPEntry', { ProviderID: provider }));
  return element('samlp:Scoping', {}, element('samlp:IDPList', {}, ...entries));
}
