import type { Connection } from '#contract/settings/connection';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { certificateFacts } from '../certificates.ts';
import { addressesOf, digestOfAddresses, type MetadataState, sourceOf, type TakenAddresses } from './state.ts';

/** What of a state brokers go by. Two states with the same overlay sign the same people in. */
export interface Overlay {
  readonly source: string;
  /** Base64 of the DER. */
  readonly trusted: readonly string[];
  readonly retired: readonly string[];
  readonly taken: TakenAddresses | null;
}

export function overlayOf({ source, certificates, taken }: MetadataState): Overlay {
  const ders = (isOut: boolean) => certificates.filter((each) => (each.retired || each.returned) === isOut).map(({ der }) => der);
  return { source, trusted: ders(false), retired: ders(true), taken };
}

/**
 * The connection as brokers use it: the settings, with what was taken over from its provider laid over them
 * (docs/decisions/0014). Of another source it is the connection as it stands.
 */
export function effectiveConnection(connection: Connection, overlay: Overlay | null): Connection {
  if (overlay === null || connection.protocol !== 'saml' || connection.metadata === null || overlay.source !== sourceOf(connection))
    return connection;
  return { ...connection, certificates: certificatesOf(connection, overlay), ...liveAddresses(connection, overlay.taken) };
}

/** The addresses that people are sent to. */
export function liveAddresses(connection: SamlConnection, taken: TakenAddresses | null): Pick<SamlConnection, 'signOn' | 'logout'> {
  const own = addressesOf(connection);
  // Whoever changed the settings since then has said something newer.
  if (taken === null || digestOfAddresses(taken.insteadOf) !== digestOfAddresses(own)) return own;
  return { signOn: taken.signOn, logout: taken.logout };
}

/** Those of the settings, without the retired ones, and those of the metadata. Never none: then the settings stay as they are. */
function certificatesOf({ certificates }: SamlConnection, { trusted, retired }: Overlay): string[] {
  const derOf = (text: string) => certificateFacts(text)?.der ?? text;
  const kept = certificates.filter((text) => !retired.includes(derOf(text)));
  const known = new Set(kept.map(derOf));
  const all = [...kept, ...trusted.filter((der) => !known.has(der))];
  return all.length > 0 ? all : certificates;
}
