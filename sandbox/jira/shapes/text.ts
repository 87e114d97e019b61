/** Comments and descriptions are stored as wiki text; here they become what the other two forms of the API show. */

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}

/** `renderedBody` and `renderedValue`: paragraphs and line breaks, no wiki mark-up. */
export function renderedHtml(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br/>')}</p>`)
    .join('');
}

/** Atlassian Document Format of the platform API. */
export function adf(text: string) {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => ({
    type: 'paragraph',
    content: paragraph === '' ? [] : [{ type: 'text', text: paragraph }],
  }));
  return { type: 'doc', version: 1, content: paragraphs };
}

/** The words of a document, paragraphs apart; enough to store what a client sends as ADF. */
export function textOfAdf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  const { type, text, content } = node as { type?: unknown; text?: unknown; content?: unknown };
  if (typeof text === 'string') return text;
  if (type === 'hardBreak') return '\n';
  const parts = Array.isArray(content) ? content.map(textOfAdf) : [];
  return type === 'doc' ? parts.join('\n\n') : parts.join('');
}
