import type { Site } from '../../../../../sandbox/jira/model.ts';

/**
 * What of a search's JQL is not of the few shapes that R5 allows: numbers, names of fields and functions, account ids of
 * the site and words of letters and digits in quotes. Whatever a person typed can be nothing else.
 */
export function strangeIn(body: string, site: Site | undefined): string[] {
  const { jql } = JSON.parse(body) as { jql: string };
  const found: string[] = [];
  const bare = jql.replaceAll(/"((?:[^"\\]|\\.)*)"/g, (_, text: string) => {
    const known = site?.users.has(text) === true || /^(?:qm|70121|557058):[\w:-]+$/.test(text);
    if (!known && !/^P\d-\d+$/.test(text) && !/^[\p{L}\p{N}\p{M} ]+$/u.test(text)) found.push(`text: ${text}`);
    return '?';
  });
  const words = bare.match(/[^\s(),]+/g) ?? [];
  for (const word of words) if (!allowed.test(word)) found.push(`word: ${word}`);
  return found.map((what) => `${what} in ${jql}`);
}

const allowed =
  /^(?:\?|\d{1,18}|[A-Z]\w*-\d+|cf\[\d+\]|=|!=|~|AND|OR|ORDER|BY|DESC|in|is|not|EMPTY|Done|project|reporter|key|created|statusCategory|summary|description|approver)$/;
