/** A support code as it is shown and read out: in groups of four. */
export function groupedCode(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-');
}
