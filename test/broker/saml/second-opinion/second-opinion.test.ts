import { beforeAll, describe, expect, test } from '@jest/globals';
import type { SamlErrorCode } from '#contract/errors/saml';
import { verdictWithout } from './faulty.ts';
import { type Heard, hear } from './hear.ts';
import { linesOnPage, tableLines, writePage } from './page.ts';
import { type Tally, tally } from './tally.ts';

/** How many of each. More are tried by naming their number, and the page is written anew from such a run. */
const wished = Number(process.env.SECOND_OPINION_MESSAGES ?? 0);
const seeds = { responses: Math.max(wished, 1_100), queries: Math.max(wished, 1_500) };
const patienceMs = 60_000 + (seeds.responses + seeds.queries) * 100;

let heard: Readonly<Record<'Response' | 'query', readonly Heard[]>> = { Response: [], query: [] };
beforeAll(async () => {
  const all = await hear(seeds);
  heard = { Response: all.filter(({ kind }) => kind === 'Response'), query: all.filter(({ kind }) => kind === 'query') };
}, patienceMs);

/** What must not be, in words. */
function findings({ unexplained, forged }: Tally): readonly string[] {
  return [
    ...unexplained.map(({ message, ...found }) => `${JSON.stringify(found)}, seed ${message.seed}, ${message.kind}: ${message.shown}`),
    ...forged.map(
      ({ message, ours }) =>
        `read otherwise than signed: ${ours.ok ? JSON.stringify([...ours.facts]) : ours.code}, seed ${message.seed}: ${message.shown}`,
    ),
  ].slice(0, 8);
}

describe('a second and a third opinion', () => {
  test.each(['Response', 'query'] as const)('of each %s that we accept are the same, and every difference is explained', (kind) => {
    const found = tally(heard[kind]);
    expect(findings(found)).toEqual([]);
    expect(found.messages).toBe(kind === 'Response' ? seeds.responses : seeds.queries);
    expect(found.accepted).toBeGreaterThan(found.messages / 4);
    expect(found.refused).toBeGreaterThan(found.messages / 4);
    process.stdout.write(`second opinion, ${kind}: ${found.messages} messages, ${found.accepted} accepted, ${found.refused} refused\n`);
  });

  // Faults of every kind, planted into the verdict. Those that are not here are lax in what both libraries are lax in too,
  // so no second opinion can find them: the attacks do.
  test.each([
    'saml_signature_digest',
    'saml_signature_wrong',
    'saml_signature_missing',
    'saml_signature_reference',
    'saml_signature_misplaced',
    'saml_assertion_count',
    'saml_element_unexpected',
    'saml_value_not_text',
    'saml_id_invalid',
    'saml_xml_comment',
    'saml_xml_cdata',
    'saml_xml_malformed',
    'saml_issuer_mismatch',
    'saml_audience_mismatch',
    'saml_request_mismatch',
    'saml_expired',
    'saml_provider_refused',
  ] satisfies SamlErrorCode[])('finds out when the check %s is left out', (code) => {
    const found = tally(heard.Response, verdictWithout(code));
    expect(found.unexplained.length + found.forged.length).toBeGreaterThan(0);
  });
});

describe('docs/second-opinion.md', () => {
  const isWriting = process.env.SECOND_OPINION_WRITE === '1';
  test(isWriting ? 'is written from this run' : 'has the rows of the table, as they are', () => {
    const table = { Response: tally(heard.Response), query: tally(heard.query) };
    if (isWriting) writePage(table);
    else expect(linesOnPage()).toEqual(tableLines());
  });
});
