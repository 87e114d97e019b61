import { must } from '../refusal.ts';

/**
 * The text without its comments, which people write into metadata. Messages with comments are refused; here they go
 * before anything is read, so what is read is what a signature covers: canonicalisation leaves comments out too, and the
 * text around one is one text to both.
 */
export function withoutComments(xml: string): string {
  let plain = '';
  let from = 0;
  for (let start = xml.indexOf('<!--'); start !== -1; start = xml.indexOf('<!--', from)) {
    const end = xml.indexOf('-->', start + 4);
    // XML 1.0 (2.5): two hyphens end a comment; a reader that thinks otherwise would see another document.
    must(end !== -1 && xml.indexOf('--', start + 4) === end, 'saml_xml_malformed', 'comment');
    plain += xml.slice(from, start);
    from = end + 3;
  }
  return plain + xml.slice(from);
}
