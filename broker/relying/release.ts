import type { ToldFact } from '#contract/rpc/applications';
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

/** The names by which an application may know a person: `pairwise` is its own for good, `transient` lasts as long as a session. */
export interface Names {
  readonly pairwise: string;
  readonly transient: string;
}

/** A fact of a person, or why it is left out. */
export type Fact = { readonly values: readonly string[] } | { readonly withheld: Withheld };
type Withheld = NonNullable<ToldFact['withheld']>;

/**
 * What an application is told of a person: what is registered for it and nothing else. An address is told only where the
 * connection may speak for its domain, since an application takes people by it: one company's provider must not name
 * another company's people. Beside an account it has to be that account's own, or one answer would speak of two people.
 * For the same reason the subject is never the provider's own word for it, which two providers
 * may give to two people: `names.pairwise` is this application's name for the person. `names.transient` lasts as long as a session.
 */
export function tell(party: Party, settings: Settings, released: Released, names: Names): Telling | Refusal {
  const name = nameFor(party, settings, released, names);
  if ('withheld' in name) return nameless(party, name.withheld);
  return {
    ok: true,
    nameId: { value: name.values.join(''), format: formatUri(party.nameId.format) },
    // What is unknown is left out altogether: an empty list would say that there is none.
    attributes: party.attributes.flatMap((attribute) => {
      const fact = factFor(attribute.value, settings, released, names);
      return 'withheld' in fact ? [] : [{ name: attribute.name, values: fact.values }];
    }),
  };
}

function nameless({ nameId }: Party, withheld: Withheld): Refusal {
  if (withheld === 'of-another-account') return refuse('account_address_differs', 'account.address');
  if (withheld === 'account-unchecked') return refuse('jira_unavailable', 'account.address');
  return refuse('party_name_missing', `party.name:${nameId.value}`);
}

/** The one name that an application gets; several, or a blank one, are none. */
export function nameFor(party: Party, settings: Settings, released: Released, names: Names): Fact {
  const { format, value } = party.nameId;
  const fact = format === 'transient' ? { values: [names.transient] } : factFor(value, settings, released, names);
  if ('withheld' in fact) return fact;
  const [name = '', ...others] = fact.values;
  if (others.length > 0) return { withheld: 'several' };
  return name.trim() === '' ? { withheld: 'not-told' } : { values: [name] };
}

/** A fact as it is written into an answer. */
export function factFor(fact: string, settings: Settings, released: Released, names: Names): Fact {
  const found = fact === 'subject' ? { values: [names.pairwise] } : factOf(fact, settings, released);
  return 'withheld' in found ? found : { values: found.values.map(xmlText) };
}

function factOf(fact: string, settings: Settings, { identity, account }: Released): Fact {
  switch (fact) {
    case 'account-id':
      return one(account?.accountId, 'no-account');
    case 'email':
      return speakableEmail(settings, identity, account);
    case 'first-name':
      return one(identity.firstName);
    case 'last-name':
      return one(identity.lastName);
    case 'display-name':
      return one(identity.displayName ?? account?.displayName);
    case 'groups': {
      const groups = releasedGroups(identity.groups);
      return groups === null ? { withheld: identity.groups === null ? 'not-told' : 'too-many' } : { values: groups };
    }
    case 'connection':
      return one(identity.connection);
    default:
      return fact.startsWith('more:') ? ownValues(identity.attributes, fact.slice('more:'.length)) : { withheld: 'not-told' };
  }
}

function one(value: string | null | undefined, otherwise: Withheld = 'not-told'): Fact {
  return value === null || value === undefined ? { withheld: otherwise } : { values: [value] };
}

function speakableEmail({ connections }: Settings, identity: Released['identity'], account: Released['account']): Fact {
  const connection = connections.find(({ id }) => id === identity.connection);
  if (connection === undefined) return { withheld: 'not-told' };
  const decided = decideEmail(connection, connections, identity.email);
  if (!decided.ok) return { withheld: emailWithheld(decided) };
  if (account?.address === 'differs') return { withheld: 'of-another-account' };
  if (account?.address === 'unchecked') return { withheld: 'account-unchecked' };
  return { values: [decided.email.address] };
}

function emailWithheld({ because }: Refusal): Withheld {
  if (because === 'email.unverified') return 'unverified';
  if (because === 'email.unusable') return 'unusable';
  if (because === 'domain.not-listed') return 'not-listed';
  return because.startsWith('domain.claimed-by:') ? 'claimed' : 'not-told';
}

function ownValues(attributes: Released['identity']['attributes'], name: string): Fact {
  const values = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return values === undefined ? { withheld: 'not-told' } : { values };
}

/** What XML cannot carry (XML 1.0, 2.2) may stand in a name that came as JSON; it becomes a replacement character. */
export function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these very characters are meant
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
