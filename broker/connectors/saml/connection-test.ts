import { samlCheckWords as words } from '#contract/messages/en/saml-checks';
import { samlErrorWords } from '#contract/messages/en/saml-errors';
import type { ConnectionTestResult } from '#contract/rpc/status';
import type { SamlConnection } from '#contract/settings/connections/saml';
import { AppError } from '../../domain/app-error.ts';
import type { EpochMs } from '../../domain/brands.ts';
import { readCertificate } from '../../domain/certificates.ts';
import { maxMetadataBytes, metadataAccept } from '../../domain/metadata-import.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Outbound } from '../../domain/ports/outbound.ts';
import { withQuoted } from '../../domain/quoted.ts';
import { type DescribedProvider, readProviderMetadata } from '../../saml/metadata/read.ts';
import { isUsableKey } from '../../saml/signature/algorithms.ts';

type Check = ConnectionTestResult['checks'][number];

/** Warned of this long before the end. */
const soonMs = 60 * 86_400_000;

/**
 * Says of a connection what can be told without anybody signing in: its certificates, its addresses, and whether the
 * provider's metadata still says the same. Never throws for what a provider does.
 */
export async function testConnection(
  connection: SamlConnection,
  deps: { outbound: Outbound; clock: Clock },
): Promise<ConnectionTestResult> {
  const now = deps.clock.now();
  const read = await readMetadata(connection, deps.outbound, now);
  const described = 'entityId' in read ? read : null;
  const checks = [
    certificatesCheck(connection, described, now),
    addressCheck(connection),
    'entityId' in read ? metadataCheck(connection, read) : read,
    requestsCheck(connection, described),
  ];
  return { ok: checks.every((check) => check.ok), checks };
}

/** `published`: null where nobody can tell what is. Of a certificate that is not published, no end is promised. */
function certificatesCheck({ certificates }: SamlConnection, published: DescribedProvider | null, now: EpochMs): Check {
  const ends: number[] = [];
  let unpublished = 0;
  for (const [index, text] of certificates.entries()) {
    const number = String(index + 1);
    try {
      const certificate = readCertificate(text);
      if (!isUsableKey(certificate.publicKey)) return check('certificates', false, words.certificates.weak, { number });
      if (published !== null && !published.signingCertificates.includes(certificate.raw.toString('base64'))) unpublished += 1;
      else ends.push(Date.parse(certificate.validTo));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return check('certificates', false, words.certificates.unreadable, { number });
    }
  }
  if (ends.length === 0) return check('certificates', true, words.certificates.unpublished);
  const first = Math.min(...ends);
  const until = new Date(first).toISOString().slice(0, 10);
  const values = { until, count: String(ends.length) };
  const remark = unpublished === 0 ? '' : ` ${words.certificates.unpublished}`;
  return check('certificates', true, `${endText(ends, first, now)}${remark}`, values);
}

function endText(ends: readonly number[], first: number, now: EpochMs): string {
  if (Math.max(...ends) <= now) return words.certificates.over;
  if (first - now < soonMs) return words.certificates.soon;
  return ends.length === 1 ? words.certificates.ok : words.certificates.several;
}

function addressCheck({ signOn: { url, binding } }: SamlConnection): Check {
  const isPlain = !url.startsWith('https:');
  return check('addresses', true, isPlain ? words.addresses.plain : words.addresses.ok, {
    url,
    binding: binding === 'post' ? 'HTTP-POST' : 'HTTP-Redirect',
  });
}

/** What the provider says of itself; or the check that ended the reading. */
async function readMetadata(connection: SamlConnection, outbound: Outbound, now: EpochMs): Promise<DescribedProvider | Check> {
  const { metadata } = connection;
  if (metadata === null) return check('metadata', true, words.metadata.none);
  const { url } = metadata;
  try {
    const answer = await outbound.send({ method: 'GET', url, headers: { accept: metadataAccept }, maxBytes: maxMetadataBytes });
    if (answer.status !== 200) return check('metadata', false, words.metadata.status, { url, status: String(answer.status) });
    const signedBy = metadata.signedBy === null ? {} : { signedBy: [readCertificate(metadata.signedBy).publicKey] };
    const read = readProviderMetadata({ bytes: answer.body, now, entityId: connection.entityId, ...signedBy });
    return read.ok ? read : check('metadata', false, words.metadata.invalid, { url, why: samlErrorWords[read.code].text });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return check('metadata', false, error.code === 'outbound_refused' ? words.metadata.refused : words.metadata.unreachable, { url });
  }
}

function metadataCheck(connection: SamlConnection, published: DescribedProvider): Check {
  if (published.entityId !== connection.entityId) return check('metadata', false, words.metadata.entity, { found: published.entityId });
  const { signOn } = connection;
  if (!published.signOn.some(({ url, binding }) => url === signOn.url && binding === signOn.binding))
    return check('metadata', false, words.metadata.signOn, {
      found: published.signOn.map(({ url, binding }) => `${url} (${binding})`).join(', '),
    });
  const ours = new Set(connection.certificates.map((text) => readCertificate(text).raw.toString('base64')));
  const known = published.signingCertificates.filter((certificate) => ours.has(certificate));
  if (known.length === 0) return check('metadata', false, words.metadata.keys);
  if (known.length < published.signingCertificates.length) return check('metadata', true, words.metadata.newKeys);
  return check('metadata', true, words.metadata.ok, { url: connection.metadata?.url ?? '' });
}

function requestsCheck({ signRequests }: SamlConnection, published: DescribedProvider | null): Check {
  if (signRequests) return check('requests', true, words.requests.signed);
  return published?.wantsSignedRequests
    ? check('requests', false, words.requests.wanted)
    : check('requests', true, words.requests.unsigned);
}

/** What the provider says goes into a sentence for people. */
function check(name: string, ok: boolean, text: string, values: Readonly<Record<string, string>> = {}): Check {
  return { name, ok, text: withQuoted(text, values) };
}
