/** A name for a message or an assertion: 160 random bits as a name of XML (Core 1.3.4), new for each. */
export function newMessageId(random: { bytes(count: number): Uint8Array }): string {
  return `_${Buffer.from(random.bytes(20)).toString('hex')}`;
}
