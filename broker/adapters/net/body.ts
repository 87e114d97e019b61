import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '../../domain/app-error.ts';

/** The content codings that this side offers. */
export const acceptedEncodings = 'gzip, br';

/**
 * Reads a body to its end, decompressed, and stops at `maxBytes` of plain content, however little was sent for it.
 * Throws `outbound_too_large`, `outbound_failed` for a coding that was not offered, and the stream's own errors.
 */
export async function readBody(body: Readable, encoding: string | undefined, maxBytes: number): Promise<Uint8Array> {
  const decoder = decoderOf(encoding);
  if (decoder === 'unknown') {
    // Nobody reads it any more, so nobody else takes its error.
    body.on('error', () => {}).destroy();
    throw new AppError('outbound_failed', { details: { because: 'outbound.content-coding' } });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  async function collect(source: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > maxBytes) throw new AppError('outbound_too_large', { details: { maxBytes } });
      chunks.push(chunk);
    }
  }
  if (decoder === null) await pipeline(body, collect);
  else await pipeline(body, decoder, collect);
  return new Uint8Array(Buffer.concat(chunks));
}

function decoderOf(encoding: string | undefined): Transform | null | 'unknown' {
  switch ((encoding ?? 'identity').trim().toLowerCase()) {
    case 'identity':
    case '':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return 'unknown';
  }
}
