import { methodTexts } from '#contract/messages/en/second-factor';
import type { PersonCard } from '#contract/rpc/people';
import { formatDate, formatDateTime } from '../i18n/dates.ts';
import { people as words } from '../i18n/people.ts';
import { factorsOf } from './names.ts';

/** What is known of somebody. */
export function PersonFacts({ person }: { person: PersonCard }) {
  const { address, accountId, rule, factors, recoveryCodes, rememberedBrowsers, acts } = person;
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{words.facts.address}</dt>
          <dd>{address ?? words.facts.noAddress}</dd>
        </div>
        <div>
          <dt>{words.facts.account}</dt>
          <dd>{accountId ?? words.facts.noAccount}</dd>
        </div>
        <div>
          <dt>{words.facts.rule}</dt>
          <dd>{words.rules[rule].label}</dd>
        </div>
        <div>
          <dt>{words.facts.codes}</dt>
          <dd>{recoveryCodes}</dd>
        </div>
        <div>
          <dt>{words.facts.browsers}</dt>
          <dd>{rememberedBrowsers}</dd>
        </div>
      </dl>
      <h4>{words.factorsTitle}</h4>
      {factors.length === 0 ? (
        <p className="subtle">{factorsOf(person)}</p>
      ) : (
        <ul className="rows" aria-label={words.factorList}>
          {factors.map(({ kind, addedAt, lastUsedAt }) => (
            <li key={`${kind}-${addedAt}-${lastUsedAt}`} className="row">
              <div className="row-main">
                <p className="row-title">{methodTexts[kind].name}</p>
                <p className="row-text">
                  {words.factorDates(formatDate(addedAt), lastUsedAt === null ? null : formatDateTime(lastUsedAt))}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {acts.length > 0 && (
        <>
          <h4>{words.historyTitle}</h4>
          <ul className="person-history" aria-label={words.history}>
            {acts.map(({ act, at, by, reason }) => (
              <li key={`${at}-${act}-${reason}`}>
                <p>
                  {words.acts[act]}
                  {reason !== '' && `: ${reason}`}
                </p>
                <p className="row-text">{words.historyLine(by, formatDateTime(at))}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
