import { ns } from '../names.ts';
import { answering, must, type SamlRefusal } from '../refusal.ts';
import type { XmlElement } from '../xml/node.ts';
import { childrenOf, requiredAttribute, textOf } from '../xml/walk.ts';
import type { Attributes } from './assertion.ts';

/** Adds the attributes of one `AttributeStatement` to `collected`. Values are text; a value with elements is refused. */
export function readAttributes(statement: XmlElement, collected: Map<string, string[]>): void {
  const attributes = childrenOf(statement);
  for (const attribute of attributes.many(ns.saml, 'Attribute')) {
    const name = requiredAttribute(attribute, 'Name');
    const values = childrenOf(attribute);
    const list = collected.get(name) ?? [];
    list.push(...values.many(ns.saml, 'AttributeValue').map(textOf));
    values.end();
    collected.set(name, list);
  }
  attributes.end();
}

/**
 * The value of an attribute that may have only one: null where it is absent or has none. Two values of an e-mail address
 * or a subject are refused, since picking either of them lets whoever can add one choose.
 */
export function soleValue(attributes: Attributes, name: string): { readonly ok: true; readonly value: string | null } | SamlRefusal {
  return answering(() => {
    const values = attributes.get(name) ?? [];
    must(values.length <= 1, 'saml_attribute_repeated', 'attribute value');
    return { ok: true, value: values[0] ?? null };
  });
}
