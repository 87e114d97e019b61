/**
 * Checks AWS Signature Version 4 of a request, from the public description of the algorithm alone: an oracle that shares
 * code with the client would prove nothing.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../wire.ts';

/** Who may call, and as what the stand-in is called. */
export interface AwsAccount {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Null: the key is a lasting one, and a token is refused. */
  readonly sessionToken: string | null;
}

/** What AWS answers, by its own codes. */
export interface AwsFault {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** A request is good for this long on either side of its time. */
const freshMs = 15 * 60_000;
const shapeOfHeader =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/;

/** Null for a request that is signed well. */
export function signatureFault(request: WireRequest, service: string, account: AwsAccount, now: number): AwsFault | null {
  const { headers } = request;
  const authorization = headers.authorization;
  if (authorization === undefined)
    return { status: 403, code: 'MissingAuthenticationToken', message: 'Request is missing Authentication Token' };
  const [, keyId, day, region, signedService, names, signature] = shapeOfHeader.exec(authorization) ?? [];
  if (keyId === undefined || day === undefined || names === undefined || signature === undefined)
    return incomplete('Authorization header requires Credential, SignedHeaders and Signature');
  const at = headers['x-amz-date'] ?? '';
  const time = timeOf(at);
  if (time === null) return incomplete('X-Amz-Date must be YYYYMMDDTHHMMSSZ');
  const signed = names.split(';');
  if (!signed.includes('host') || !signed.includes('x-amz-date') || [...signed].sort().join(';') !== names)
    return incomplete('host and x-amz-date must be signed, in order');
  // Whatever speaks of AWS counts, so it has to be signed.
  const unsigned = Object.keys(headers).find((name) => name.startsWith('x-amz-') && !signed.includes(name));
  if (unsigned !== undefined) return mismatch(`${unsigned} must be a signed header`);
  if (keyId !== account.accessKeyId || (headers['x-amz-security-token'] ?? null) !== account.sessionToken)
    return { status: 403, code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid' };
  if (!at.startsWith(day) || region !== account.region || signedService !== service)
    return mismatch(`Credential should be scoped to a valid region and service: ${account.region}/${service}`);
  if (Math.abs(now - time) > freshMs) return mismatch(`Signature expired: ${at}`);
  const bodyHash = sha256(request.body);
  const told = headers['x-amz-content-sha256'];
  if (told !== undefined && told !== bodyHash) return mismatch('The body has another hash');

  const canonical = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    ...signed.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    names,
    bodyHash,
  ].join('\n');
  const scope = `${day}/${region}/${signedService}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  let key: Buffer = Buffer.from(`AWS4${account.secretAccessKey}`);
  for (const part of [day, region, signedService, 'aws4_request']) key = hmac(key, part);
  return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex'))
    ? null
    : mismatch('The request signature we calculated does not match the signature you provided.');
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** RFC 3986: everything but the unreserved signs. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Encoded once more than it came, as every service but S3 has it. */
const canonicalPath = (path: string) => path.split('/').map(encoded).join('/');

/** Sorted by name, then by value, both encoded. */
function canonicalQuery(query: string): string {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...new URLSearchParams(query)]
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([name, value], [other, itsValue]) => order(name, other) || order(value, itsValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function timeOf(text: string): number | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  return year === undefined ? null : Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

const incomplete = (message: string): AwsFault => ({ status: 400, code: 'IncompleteSignature', message });
const mismatch = (message: string): AwsFault => ({ status: 403, code: 'SignatureDoesNotMatch', message });
