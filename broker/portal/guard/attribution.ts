/**
 * Strategy A of acting as a customer: Jira names the service account as author, so the first line of the comment says who
 * wrote it. Comments are wiki text: the name is cut to what is plain text there, and mentions are disarmed, because the
 * service account's would notify people as if staff had written them.
 */
export function attributedComment(displayName: string, text: string): string {
  return `_${plainName(displayName)} (via portal):_\n\n${text.trim().replaceAll(mention, '\\[~')}`;
}

/**
 * With the backslashes before it: `\\` is a line break in wiki text, so one more backslash would leave the mention alive.
 * Looking behind keeps a long row of them from being read again from each of its places.
 */
const mention = /(?<!\\)\\*\[~/g;

/**
 * Takes that first line off again, to show it beside the author. It claims and proves nothing: anybody can type it, so the
 * author that Jira names stays visible.
 */
export function bylineOf(body: string): { readonly byline: string | null; readonly text: string } {
  const lines = body.replaceAll('\r\n', '\n');
  const match = /^_([^_\n]{1,140}) \(via portal\):_\n\n/.exec(lines);
  if (match === null) return { byline: null, text: lines };
  return { byline: match[1] ?? null, text: lines.slice(match[0].length).replaceAll('\\[~', '[~') };
}

function plainName(displayName: string): string {
  const plain = displayName
    .replace(/[^\p{L}\p{N}\p{M} .,'’-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120);
  return plain === '' ? 'Customer' : plain;
}
