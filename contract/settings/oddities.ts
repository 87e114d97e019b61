/** What people paste into the wrong field, in plain words; null for a text without any such oddity. Tells nothing of the text itself. */
export function oddityOf(text: string): string | null {
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return 'is a private key, which should stay where it was made';
  if (/^\s*<(!doctype\s+html|html)\b/i.test(text)) return 'is a web page, perhaps a sign-in page, and not what it leads to';
  if (text.trim() === '') return null;
  if (text !== text.trim()) return 'begins or ends with a space or a line break';
  if (/[\r\n]/.test(text)) return 'has a line break in it';
  return /\s/.test(text) ? 'has a space in it' : null;
}
