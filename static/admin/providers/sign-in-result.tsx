import { signInTestTexts } from '#contract/messages/en/sign-in-test';
import { reasonInWords } from '#contract/messages/en/traces';
import type { SignInTestCheck, SignInTestMend, SignInTestOutcome } from '#contract/rpc/sign-in-test';
import { signInTestWords as words } from '../i18n/sign-in-test.ts';
import { CopyField } from '../ui/copy-field.tsx';
import { Lozenge } from '../ui/lozenge.tsx';
import { Message } from '../ui/message.tsx';

/** What came of a test. Everything that the provider wrote is shown as text, and nothing of it is a link. */
export function SignInResult({ outcome }: { outcome: SignInTestOutcome }) {
  const { refusal, mend, checks, claims, identity, account, entries, messages } = outcome;
  const summary = outcome.ok ? words.worked : identity === null ? words.failed : words.notYet;
  return (
    <div className="sign-in-result">
      <Message kind={outcome.ok ? 'success' : 'warning'} title={summary}>
        {refusal !== null && (
          <>
            {/* What is to be mended says it to administrators; the words of some refusals are for the person. */}
            {mend === null && <p>{refusal.text}</p>}
            <p>{words.because(reasonInWords(refusal.because))}</p>
          </>
        )}
      </Message>
      {mend !== null && <Mend mend={mend} />}
      <h4>{words.checksTitle}</h4>
      <Checks checks={checks} />
      {identity !== null && (
        <>
          <h4>{words.identityTitle}</h4>
          <Facts label={words.identityTitle} facts={identityFacts(identity)} />
        </>
      )}
      {account !== null && <Facts label={words.account} facts={accountFacts(account)} />}
      {entries.length > 0 && <Entries entries={entries} />}
      <h4>{words.received}</h4>
      {claims.length === 0 ? (
        <p>{words.receivedNone}</p>
      ) : (
        <Facts label={words.received} facts={claims.map(({ name, values }) => [name, values.join(', ')])} />
      )}
      {messages.length > 0 && <Messages messages={messages} />}
      {refusal !== null && (
        <details className="details">
          <summary>{words.codes}</summary>
          <p>{words.refused(refusal.code, refusal.because)}</p>
        </details>
      )}
    </div>
  );
}

/** Which setting to look at, and the step of the guide that mends it. */
export function Mend({ mend }: { mend: SignInTestMend }) {
  return (
    <Message kind="info" title={`${words.mend}: ${words.settings[mend.setting] ?? mend.setting}`}>
      <p>{mend.text}</p>
      {mend.step !== null && (
        <>
          <p>
            <strong>{words.step(mend.step.title)}</strong>
          </p>
          <p>{mend.step.text}</p>
          {mend.step.paste.map(({ field, value }) => (
            <CopyField key={field} label={field} value={value} />
          ))}
        </>
      )}
    </Message>
  );
}

function Checks({ checks }: { checks: readonly SignInTestCheck[] }) {
  const look = { passed: 'ok', notice: 'notice', failed: 'bad', 'not-reached': 'not-reached' } as const;
  return (
    <ul className="checks" aria-label={words.checksTitle}>
      {checks.map(({ name, result, text }) => (
        <li key={name} className={`check check-${look[result]}`}>
          <span aria-hidden="true" className="check-mark" />
          <div>
            <p className="check-name">
              <span className="visually-hidden">{words.result[result]}: </span>
              {words.checks[name]}
            </p>
            <p className="check-text">{text}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

type Fact = readonly [name: string, value: string];

function Facts({ label, facts }: { label: string; facts: readonly Fact[] }) {
  return (
    <dl className="facts" aria-label={label}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function identityFacts(identity: NonNullable<SignInTestOutcome['identity']>): Fact[] {
  const { email, groups } = identity;
  const names = words.identity;
  const address = email === null ? null : email.verified ? words.verified(email.address) : email.address;
  const told: (readonly [string, string | null])[] = [
    [names.subject, identity.subject],
    [names.issuer, identity.issuer],
    [names.email, address],
    [names.displayName, identity.displayName],
    [names.firstName, identity.firstName],
    [names.lastName, identity.lastName],
    [names.groups, groups === null ? words.groupsUnknown : groups.length === 0 ? words.noGroups : groups.join(', ')],
    [names.acr, identity.acr],
    ...identity.attributes.map(({ name, values }) => [name, values.join(', ')] as const),
  ];
  return told.filter((fact): fact is Fact => fact[1] !== null);
}

function accountFacts({ text, organizations, outcome }: NonNullable<SignInTestOutcome['account']>): Fact[] {
  const today =
    organizations === null ? words.organizationsUnknown : organizations.length === 0 ? words.noOrganizations : organizations.join(', ');
  const has = outcome === 'bound' || outcome === 'would-bind';
  return [[words.account, text], ...(has ? [[words.organizations, today] as const] : [])];
}

function Entries({ entries }: { entries: SignInTestOutcome['entries'] }) {
  return (
    <>
      <h4>{words.entries}</h4>
      <ul className="rows" aria-label={words.entries}>
        {entries.map(({ application, name, outcome, text, because }) => (
          <li key={application ?? ''} className="row">
            <div className="row-main">
              <p className="row-title">{name}</p>
              <p>{text}</p>
              <p className="check-text">{words.because(reasonInWords(because))}</p>
            </div>
            <Lozenge kind={outcome === 'refused' ? 'warning' : outcome === 'enters' ? 'success' : 'info'}>{words.outcome[outcome]}</Lozenge>
          </li>
        ))}
      </ul>
    </>
  );
}

function Messages({ messages }: { messages: SignInTestOutcome['messages'] }) {
  const names: Readonly<Record<string, string>> = signInTestTexts.messages;
  return (
    <>
      <h4>{words.messages}</h4>
      {messages.map(({ kind, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages are in the order in which they came, and never change
        <details key={index} className="details">
          <summary>{names[kind] ?? kind}</summary>
          <pre className="sign-in-message">{text}</pre>
        </details>
      ))}
    </>
  );
}
