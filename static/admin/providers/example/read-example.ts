import type { Protocol } from '#contract/settings/connection';

/** What somebody pasted, in the form in which the broker gets it from the provider. */
export type Example =
  | { readonly protocol: 'oidc'; readonly idToken: Json; readonly userInfo: Json | null }
  | { readonly protocol: 'oauth2'; readonly userInfo: Json; readonly emails: unknown }
  | {
      readonly protocol: 'saml';
      readonly nameId: { readonly value: string; readonly format: string | null };
      readonly attributes: ReadonlyMap<string, readonly string[]>;
    };

type Json = Readonly<Record<string, unknown>>;
export type ReadExample = Example | 'empty' | 'unreadable' | 'not-an-object';

/** Reads a pasted example; it proves nothing, so it is read kindly. */
export function readExample(protocol: Protocol, text: string): ReadExample {
  if (text.trim() === '' || protocol === 'email-code') return 'empty';
  if (protocol === 'saml') return text.trimStart().startsWith('<') ? fromXml(text) : fromLines(text);
  const json = parsed(text);
  if (json === undefined) return 'unreadable';
  if (!isObject(json)) return 'not-an-object';
  if (protocol === 'oidc') {
    const { id_token: idToken, userinfo } = json;
    return isObject(idToken)
      ? { protocol, idToken, userInfo: isObject(userinfo) ? userinfo : null }
      : { protocol, idToken: json, userInfo: null };
  }
  const { user, emails } = json;
  return isObject(user) ? { protocol, userInfo: user, emails } : { protocol, userInfo: json, emails: undefined };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `name: value`; the colons of addresses and URNs belong to the name, so a space has to follow the one that counts. */
function fromLines(text: string): ReadExample {
  const attributes = new Map<string, string[]>();
  let nameId = '';
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    if (line === '') continue;
    const [, name, value] = /^(\S+?)\s*(?::\s+|=\s*|\t)(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return 'unreadable';
    if (name === 'NameID') nameId = value.trim();
    else attributes.set(name, [...(attributes.get(name) ?? []), value.trim()]);
  }
  return { protocol: 'saml', nameId: { value: nameId, format: null }, attributes };
}

/** An assertion, or a part of one, as tools for developers show it. Nothing outside of the text is read. */
function fromXml(text: string): ReadExample {
  // A part that was copied out of a message has prefixes that are declared elsewhere.
  const whole = /xmlns/.test(text) ? text : text.replaceAll(/<(\/?)[A-Za-z0-9]+:/g, '<$1');
  const document = new DOMParser().parseFromString(whole.trim(), 'text/xml');
  if (document.getElementsByTagName('parsererror').length > 0) return 'unreadable';
  const attributes = new Map<string, string[]>();
  for (const attribute of document.getElementsByTagNameNS('*', 'Attribute')) {
    const name = attribute.getAttribute('Name');
    const values = [...attribute.getElementsByTagNameNS('*', 'AttributeValue')].map((value) => (value.textContent ?? '').trim());
    if (name !== null) attributes.set(name, [...(attributes.get(name) ?? []), ...values]);
  }
  const [nameId] = document.getElementsByTagNameNS('*', 'NameID');
  const read = { value: (nameId?.textContent ?? '').trim(), format: nameId?.getAttribute('Format') ?? null };
  return attributes.size === 0 && read.value === '' ? 'unreadable' : { protocol: 'saml', nameId: read, attributes };
}
