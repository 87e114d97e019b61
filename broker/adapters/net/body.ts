import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, type ZlibOptions } from 'node:zlib';
import { AppError } from '../../domain/app-error.ts';

/** The content codings that this side offers. */
export const acceptedEncodings = 'gzip, br';

type Decode = (bytes: Uint8Array, options: Pick<ZlibOptions, 'maxOutputLength'>) => Promise<Uint8Array>;

const decoders: Readonly<Record<string, Decode>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** What undoes a content coding; null where there is none. Throws `outbound_failed` for a coding that was not offered. */
export function decoderOf(coding: string | undefined): Decode | null {
  const name = (coding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return null;
  const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
  if (decoder === undefined) throw new AppError('outbound_failed', { details: { because: 'outbound.content-coding' } });
  return decoder;
}

/** The plain content, of at most `maxBytes`, however little was sent for it. Throws `outbound_too_large` and zlib's own errors. */
export async function decoded(decode: Decode, bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  try {
    return await decode(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    const isTooLarge = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? tooLarge(maxBytes) : error;
  }
}

export function tooLarge(maxBytes: number): AppError {
  return new AppError('outbound_too_large', { details: { maxBytes } });
}
