import type { Party } from '#contract/settings/party';
import type { Settings } from '#contract/settings/snapshot';
import { decideEmail } from '../domain/account-binding.ts';
import { type Refusal, refuse } from '../domain/app-error.ts';
import type { Released } from '../domain/ports/party.ts';
import { releasedGroups } from './released-groups.ts';

/** The name and the attributes that an application is told. */
export interface Telling {
  readonly ok: true;
  readonly nameId: { readonly value: string; readonly format: string };
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[];
}

const formats: Readonly<Record<Party['nameId']['format'], string>> = {
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  email: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
};

/** The URI of a form of a name (Core 8.3). */
export function formatUri(format: Party['nameId']['format']): string {
  return formats[format];
}

/**
 * What an application is told of a person: what is registered for it and nothing else. An address is told only where the
 * connection may speak for its domain, since an application takes people by it: one company's provider must not name
 * another company's people. For the same reason the subject is never the provider's own word for it, which two providers
 * may give to two people: `names.pairwise` is this application's name for the person. `names.transient` is new each time.
 */
export function tell(
  party: Party,
  settings: Settings,
  released: Released,
  names: { readonly pairwise: string; readonly transient: string },
): Telling | Refusal {
  const valuesOf = (fact: string) => (fact === 'subject' ? [names.pairwise] : factOf(fact, settings, released));
  const { format, value } = party.nameId;
  const [name, ...others] = format === 'transient' ? [names.transient] : (valuesOf(value) ?? []);
  if (name === undefined || name.trim() === '' || others.length > 0) return refuse('party_name_missing', `party.name:${value}`);
  return {
    ok: true,
    nameId: { value: xmlText(name), format: formatUri(format) },
    // What is unknown is left out altogether: an empty list would say that there is none.
    attributes: party.attributes.flatMap((attribute) => {
      const values = valuesOf(attribute.value);
      return values === null ? [] : [{ name: attribute.name, values: values.map(xmlText) }];
    }),
  };
}

/** Null where it is not known, or may not be told. */
function factOf(fact: string, settings: Settings, { identity, account }: Released): readonly string[] | null {
  const one = (value: string | null | undefined) => (value === null || value === undefined ? null : [value]);
  switch (fact) {
    case 'account-id':
      return one(account?.accountId);
    case 'email':
      return one(speakableEmail(settings, identity));
    case 'first-name':
      return one(identity.firstName);
    case 'last-name':
      return one(identity.lastName);
    case 'display-name':
      return one(identity.displayName ?? account?.displayName);
    case 'groups':
      return releasedGroups(identity.groups);
    case 'connection':
      return one(identity.connection);
    default:
      return fact.startsWith('more:') ? ownValues(identity.attributes, fact.slice('more:'.length)) : null;
  }
}

function speakableEmail({ connections }: Settings, identity: Released['identity']): string | null {
  const connection = connections.find(({ id }) => id === identity.connection);
  const decided = connection && decideEmail(connection, connections, identity.email);
  return decided?.ok ? decided.email.address : null;
}

function ownValues(attributes: Released['identity']['attributes'], name: string): readonly string[] | null {
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? null) : null;
}

/** What XML cannot carry (XML 1.0, 2.2) may stand in a name that came as JSON; it becomes a replacement character. */
export function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these very characters are meant
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
