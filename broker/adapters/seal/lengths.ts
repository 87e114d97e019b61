/**
 * Texts as bytes, each behind its own length (four bytes, big-endian), so that no two different lists make the same
 * bytes: ("ab", "c") and ("a", "bc") differ.
 */
export function lengthPrefixed(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part, 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}
