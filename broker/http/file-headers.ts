/** What goes with an answer to a script or a file: it is what it says it is, and no other site may read it. */
export function fileHeaders(cache: string): Readonly<Record<string, string>> {
  return { 'cache-control': cache, 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' };
}
