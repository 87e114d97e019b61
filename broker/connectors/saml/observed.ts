import type { Observer } from '../../domain/ports/observer.ts';
import { redactText } from '../../domain/redaction.ts';
import type { Assertion } from '../../saml/assertion/assertion.ts';
import { redactXml } from '../../saml/redact.ts';
import { envelopeOf, type Witness } from '../../saml/witness.ts';

/** Passes on to an observer what the judgement of a message tells. */
export function witnessFor(observer: Observer, now: number): Witness {
  const dated = (instant: number) => observer.fact('clock-difference-seconds', String(Math.round((instant - now) / 1000)));
  return {
    passed: (name) => observer.step({ name, ok: true, because: `saml.${name}` }),
    found: (name, value) => observer.fact(name, value),
    dated,
    document(kind, root) {
      observer.message({ kind, text: () => redactXml(root) });
      if (kind !== 'saml-response') return;
      const { issuer, destination, issued } = envelopeOf(root);
      if (issuer !== null) observer.fact('issuer-found', issuer);
      if (destination !== null) observer.fact('destination-found', destination);
      const instant = Date.parse(issued ?? '');
      if (!Number.isNaN(instant)) dated(instant);
    },
  };
}

/** What a verified assertion says of the person, by the provider's own names; the NameID under the name that mappings know. */
export function tellReceived(observer: Observer, { nameId, attributes }: Assertion): void {
  observer.received(() => ({
    NameID: [redactText(nameId.value)],
    ...Object.fromEntries([...attributes].map(([name, values]) => [name, values.map(redactText)])),
  }));
}
