/** A message of one part as people see it. */
export interface ReadMail {
  /** Names in lower case; the first of each. */
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text: string;
}

/** Reads what a mail program shows of a plain message (RFC 5322, 2045, 2047). Messages of several parts stay as they are. */
export function readMail(raw: string): ReadMail {
  const end = /\r?\n\r?\n/.exec(raw);
  const head = end === null ? raw : raw.slice(0, end.index);
  const body = end === null ? '' : raw.slice(end.index + end[0].length);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value ?? '');
  }
  const coding = (headers.get('content-transfer-encoding') ?? '').toLowerCase();
  return { headers, subject: decodedWords(headers.get('subject') ?? ''), text: decodedBody(body, coding).replace(/\r\n/g, '\n').trimEnd() };
}

function decodedBody(body: string, coding: string): string {
  if (coding === 'base64') return Buffer.from(body, 'base64').toString();
  if (coding === 'quoted-printable') return bytesOfQuoted(body.replace(/=\r?\n/g, '')).toString();
  return body;
}

/** Signs beyond ASCII have no place in this coding and come out as they may. */
function bytesOfQuoted(text: string): Buffer {
  const plain = text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}

/** Encoded words in UTF-8; white space between two of them is none (RFC 2047, 6.2). */
function decodedWords(text: string): string {
  return text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, coding: string, word: string) => {
    return (coding.toLowerCase() === 'b' ? Buffer.from(word, 'base64') : bytesOfQuoted(word.replaceAll('_', ' '))).toString();
  });
}
