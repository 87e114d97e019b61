/**
 * Texts as bytes, each behind its own length (four bytes, big-endian), so that no two different lists make the same
 * bytes: ("ab", "c") and ("a", "bc") differ. Text that is not well-formed, whose broken signs UTF-8 would make all
 * alike, goes as UTF-16 with the length's top bit set.
 */
export function lengthPrefixed(parts: readonly string[]): Buffer {
  const texts = parts.map((text) => {
    const encoding: BufferEncoding = text.isWellFormed() ? 'utf8' : 'utf16le';
    return { text, encoding, length: Buffer.byteLength(text, encoding) };
  });
  const bytes = Buffer.alloc(texts.reduce((sum, { length }) => sum + 4 + length, 0));
  let at = 0;
  for (const { text, encoding, length } of texts) {
    at = bytes.writeUInt32BE(encoding === 'utf8' ? length : length + 0x8000_0000, at);
    at += bytes.write(text, at, encoding);
  }
  return bytes;
}
