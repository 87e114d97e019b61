import { readFileSync, writeFileSync } from 'node:fs';
import type { Row } from './explain.ts';
import type { Tally } from './tally.ts';
import { weAccept, weRead } from './we-accept.ts';
import { type Place, weRefuse } from './we-refuse.ts';

const path = new URL('../../../../docs/second-opinion.md', import.meta.url);
const countInBrackets = / \(\d+\)/g;

type Found = Readonly<Record<'Response' | 'query', Tally>>;

/** The lines of all tables, without the counts of any run. */
export function tableLines(): readonly string[] {
  return tables(null).flat();
}

/** The lines of all tables as they stand on the page, without their counts. */
export function linesOnPage(): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.replaceAll(countInBrackets, ''));
}

/** Writes the page from a run. */
export function writePage(found: Found): void {
  const { Response: response, query } = found;
  const [refused = [], accepted = [], read = []] = tables(found);
  writeFileSync(
    path,
    `# The second opinion on SAML

The verdict on SAML messages is our own code ([decision 1](decisions/0001-own-saml-verdict.md)). \`test/broker/saml/second-opinion\`
shows the same messages to two other readers, samlify 2.13.1 with xml-crypto and node-saml 5.1.0, both set as strictly as their
options allow: signed assertions or Responses as the connection demands, audience, issuer, InResponseTo, one minute for clocks,
and for samlify a parser that complains about all it can. The rule is that we may be stricter and never laxer:

* Whenever we accept, both libraries accept, and all three read the same issuer, name, format, session, request and attributes.
* Whenever we accept a message of which the maker is known, we read what the signer signed, also after somebody changed it.
* Every exception is a row of the tables below. A disagreement without a row fails the test.

Messages are made from seeds: honest ones in the ways of many providers (prefixes, default namespaces, white space, quotes,
statements in either order, several values, characters of the world, NameID formats, one or two signatures, RSA with SHA-256, 384
and 512, ECDSA, prefix lists, canonicalisation with comments, SHA-1) and what our own login host writes; ones that an odd provider
signs after a change of their structure; signed ones that an attacker changes (moved, copied, wrapped, renamed, dropped, re-ordered
elements; attributes, times, algorithms, ids; comments, CDATA, instructions, entities, document types; the known layouts of
signature wrapping); and damaged bytes and form values. Queries of the Redirect binding are treated likewise, with what can be done
to their parameters. node-saml has no reader of AuthnRequests; samlify's needs to be told which octets were signed, and gets them
from the raw query.

The same run leaves out one of our checks at a time, and demands that the other two opinions, or what was signed, tell.

Every run of the tests judges 1,100 Responses and 1,500 queries. The counts below are of ${response.messages} Responses (${response.accepted} accepted,
${response.refused} refused) and ${query.messages} queries (${query.accepted} accepted, ${query.refused} refused), which this command
repeats and writes here; what was met with other seeds only has a 0.

    SECOND_OPINION_MESSAGES=${response.messages} SECOND_OPINION_WRITE=1 npm test -- test/broker/saml/second-opinion

## We refuse what a library accepts

${refused.join('\n')}

## We accept what a library refuses

Where it is known what was signed, what we read was compared with it.

${accepted.join('\n')}

## We read something else

${read.join('\n')}
`,
  );
}

function tables(found: Found | null): readonly (readonly string[])[] {
  return [
    ['| Our refusal | Accepted by (times) | Why we are stricter |', '| --- | --- | --- |', ...weRefuse.map((row) => lineOf(row, found))],
    ['| What | Refused by (times) | Why it does no harm |', '| --- | --- | --- |', ...weAccept.map((row) => lineOf(row, found))],
    ['| What | Read otherwise by (times) | Why it does no harm |', '| --- | --- | --- |', ...weRead.map((row) => lineOf(row, found))],
  ];
}

function lineOf(row: Row, found: Found | null): string {
  const places = row.where.map((place) => (found === null ? place : `${place} (${timesOf(row, place, found)})`));
  return `| ${nameOf(row)} | ${places.join('; ')} | ${row.why} |`;
}

function nameOf(row: Row): string {
  return 'code' in row ? `\`${row.code}\`` : row.name;
}

function timesOf(row: Row, place: Place, found: Found): number {
  return [found.Response, found.query].reduce((sum, { explained }) => sum + (explained.get(row)?.get(place) ?? 0), 0);
}
