import { type ErrorCode, errorWords } from '#contract/errors';
import { metadataWords as words } from '#contract/messages/en/lifecycle';
import type { MetadataChange, MetadataStatus } from '#contract/rpc/lifecycle';
import { timeText } from './duration.ts';

/** How it stands with one connection, in lines for a terminal. */
export function metadataLines(status: MetadataStatus): string[] {
  const { connection, fetchedAt, nextAt, fault, changes, staged, returned, taken } = status;
  const read = fetchedAt === null ? 'not read yet' : `read ${timeText(fetchedAt)}`;
  return [
    `${connection}: ${read}. Next: ${timeText(nextAt)}`,
    ...(fault === null ? [] : [`  REFUSED since ${timeText(fault.since)}: ${faultText(fault.code)} (${fault.code}, ${fault.because})`]),
    ...changes.map((change) => `  ${changeText(change)}`),
    ...(taken === null ? [] : [`  addresses taken over ${timeText(taken.at)}, by ${taken.by ?? 'the broker itself'}: ${taken.digest}`]),
    ...(staged === null ? [] : [`  to approve: ${staged}`]),
    ...(returned === null ? [] : [`  to trust again what was retired: ${returned}`]),
  ];
}

function changeText(change: MetadataChange): string {
  switch (change.kind) {
    case 'certificate-added':
    case 'certificate-unusable':
    case 'certificate-retired':
    case 'certificate-unpublished':
    case 'certificate-returned':
      return `${words[change.kind]}: ${certificateText(change)}`;
    case 'certificate-retiring':
      return `${words[change.kind]} ${timeText(change.until)}: ${certificateText(change)}`;
    case 'no-end':
      return words['no-end'];
    case 'sign-on':
    case 'logout':
      return `${words[change.kind]}, ${words.standing[change.standing]}: ${change.from?.url ?? words.none} -> ${change.to?.url ?? words.none}`;
    case 'entity-id':
      return `${words['entity-id']}: ${change.from} -> ${change.to}`;
    case 'address':
      return `${words.address} ${change.name}: ${change.from || words.none} -> ${change.to || words.none}`;
    case 'keys':
      return words.keys(change.added.length, change.removed.length);
    default:
      return change satisfies never;
  }
}

function certificateText(change: { fingerprint: string; subject: string; notBefore: number; notAfter: number }): string {
  return `${change.subject}, ${timeText(change.notBefore)} to ${timeText(change.notAfter)}, SHA-256 ${change.fingerprint}`;
}

function faultText(code: string): string {
  return errorWords[code as ErrorCode]?.text ?? code;
}
