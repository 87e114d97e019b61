import { certificateProblem } from '#contract/settings/certificate-text';
import type { Connection } from '#contract/settings/connection';
import { mayLeadTo, type Party } from '#contract/settings/party';
import type { Problem } from '#contract/settings/problems';
import { nameProblems } from '#contract/settings/rules/party-names';
import type { Settings } from '#contract/settings/snapshot';

/** The rules of applications that no schema can say: each for itself, against the others, and what it takes from connections. */
export function* partyProblems({ parties, connections }: Settings): Generator<Problem> {
  const ids = new Set<string>();
  const entities = new Map<string, string>();
  for (const [index, party] of parties.entries()) {
    const at = `/parties/${index}`;
    if (ids.has(party.id)) yield { path: `${at}/id`, message: `another application is called "${party.id}" already` };
    ids.add(party.id);
    const other = entities.get(party.entityId);
    if (other !== undefined) yield { path: `${at}/entityId`, message: `is the entity ID of the application "${other}" already` };
    else entities.set(party.entityId, party.id);
    yield* keyProblems(party, at);
    yield* wayInProblems(party, connections, at);
    yield* guardProblems(party, connections, at);
    yield* factProblems(party, connections, at);
  }
}

function* keyProblems({ certificates, signedRequests, encryptTo }: Party, at: string): Generator<Problem> {
  for (const [position, certificate] of certificates.entries()) {
    const message = certificateProblem(certificate);
    if (message !== null) yield { path: `${at}/certificates/${position}`, message };
  }
  const message = encryptTo === null ? null : certificateProblem(encryptTo);
  if (message !== null) yield { path: `${at}/encryptTo`, message };
  if (signedRequests && certificates.length === 0)
    yield { path: `${at}/certificates`, message: 'without a certificate no signed request can be checked' };
}

function* wayInProblems({ connections: admitted, primaryConnection }: Party, all: readonly Connection[], at: string): Generator<Problem> {
  const known = new Set(all.map(({ id }) => id));
  for (const [position, id] of (admitted ?? []).entries())
    if (!known.has(id)) yield { path: `${at}/connections/${position}`, message: `there is no connection "${id}"` };
  if (primaryConnection === null) return;
  if (!known.has(primaryConnection)) yield { path: `${at}/primaryConnection`, message: `there is no connection "${primaryConnection}"` };
  else if (admitted !== null && !admitted.includes(primaryConnection))
    yield { path: `${at}/primaryConnection`, message: `people of the connection "${primaryConnection}" may not enter here` };
}

/**
 * Atlassian Guard lets in whom the assertion names, by the address: only who speaks for a domain may lead there. Where every
 * connection leads (null), those for anybody's address are left out at sign-in (`mayLeadTo`).
 */
function* guardProblems(
  { preset, connections: admitted, primaryConnection }: Party,
  all: readonly Connection[],
  at: string,
): Generator<Problem> {
  const message = (id: string) => `the connection "${id}" may speak for any address, so it does not lead to Atlassian Guard`;
  const kept = new Set(all.filter((connection) => !mayLeadTo({ preset }, connection)).map(({ id }) => id));
  for (const [position, id] of (admitted ?? []).entries())
    if (kept.has(id)) yield { path: `${at}/connections/${position}`, message: message(id) };
  if (primaryConnection !== null && kept.has(primaryConnection))
    yield { path: `${at}/primaryConnection`, message: message(primaryConnection) };
}

function* factProblems(party: Party, all: readonly Connection[], at: string): Generator<Problem> {
  const { nameId, attributes, connections: admitted } = party;
  const entering = all.filter(({ id }) => admitted === null || admitted.includes(id));
  const further = new Set(
    entering.flatMap((connection) => ('mapping' in connection ? connection.mapping.more.map(({ name }) => `more:${name}`) : [])),
  );
  const missing = (fact: string) => fact.startsWith('more:') && !further.has(fact);
  const message = (fact: string) => `no connection that leads here tells "${fact.slice('more:'.length)}"`;
  if (missing(nameId.value)) yield { path: `${at}/nameId/value`, message: message(nameId.value) };
  else yield* nameProblems(party, all, at);
  const names = new Set<string>();
  for (const [position, { name, value }] of attributes.entries()) {
    if (names.has(name)) yield { path: `${at}/attributes/${position}/name`, message: `"${name}" stands twice` };
    names.add(name);
    if (missing(value)) yield { path: `${at}/attributes/${position}/value`, message: message(value) };
  }
}
