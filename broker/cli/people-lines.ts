import { methodTexts } from '#contract/messages/en/second-factor';
import type { PersonCard, PersonSummary } from '#contract/rpc/people';

const when = (at: number) => new Date(at).toISOString();
const day = (at: number) => when(at).slice(0, 10);

/** The cells of one line of a list of people. */
export function personCells({ address, accountId, rule, until, known, methods }: PersonSummary): string[] {
  const said = rule === 'exempt' && until !== null ? `exempt until ${day(until)}` : rule;
  return [address ?? '-', accountId ?? '-', said, known ? methods.join(', ') || 'none' : 'not signed in yet'];
}

export const personHeads = ['ADDRESS', 'ACCOUNT', 'SECOND FACTOR', 'SET UP'];

/** One person, line by line. */
export function personLines(card: PersonCard): string[] {
  const [address, accountId, said] = personCells(card);
  return [
    `address   ${address}`,
    `account   ${accountId}${card.displayName === null ? '' : ` (${plain(card.displayName)})`}`,
    `rule      ${said}`,
    `signed in ${card.known ? 'yes' : 'not yet'}`,
    ...card.factors.map(
      ({ kind, addedAt, lastUsedAt }) =>
        `has       ${methodTexts[kind].name}, added ${day(addedAt)}, ${lastUsedAt === null ? 'never used' : `last used ${when(lastUsedAt)}`}`,
    ),
    `codes     ${card.recoveryCodes} recovery codes left, ${card.rememberedBrowsers} remembered browsers`,
    ...card.acts.map(({ act, reason, by, at }) => `done      ${when(at)}  ${act} by ${by}${reason === '' ? '' : `: ${plain(reason)}`}`),
  ];
}

/** What people wrote may hold signs that move a terminal's cursor. */
const plain = (text: string) => text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
