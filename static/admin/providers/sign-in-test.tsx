import Button from '@atlaskit/button/new';
import { router } from '@forge/bridge';
import { useEffect, useState } from 'react';
import type { ConnectionDraft } from '#contract/rpc/drafts';
import type { RpcError } from '#contract/rpc/result';
import type { SignInTestOutcome, SignInTestView, StartedSignInTest } from '#contract/rpc/sign-in-test';
import { signInTestWords as words } from '../i18n/sign-in-test.ts';
import { rpc } from '../rpc.ts';
import { CopyField } from '../ui/copy-field.tsx';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';
import { SignInResult } from './sign-in-result.tsx';

/** How often the broker is asked how it stands. */
const lookMs = 2_000;

interface Started {
  readonly draft: string;
  readonly ticket: StartedSignInTest;
}

interface SignInTestProps {
  readonly connection: ConnectionDraft;
  /** Gets what came back, once; the same function at every render. */
  readonly onOutcome?: (outcome: SignInTestOutcome) => void;
}

const ignore = (): void => undefined;

/**
 * Tries a connection out by a sign-in, saved or not: makes a link, waits until somebody has used it, and shows what came
 * back. The result belongs to the draft that was tested.
 */
export function SignInTest({ connection, onOutcome = ignore }: SignInTestProps) {
  const draft = JSON.stringify(connection);
  const [started, setStarted] = useState<Started | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<RpcError | null>(null);
  const start = async (): Promise<void> => {
    setBusy(true);
    const result = await rpc('connection.test.start', { connection });
    setBusy(false);
    setError(result.ok ? null : result.error);
    setStarted(result.ok ? { draft, ticket: result.value } : null);
  };
  return (
    <section className="sign-in-test" aria-labelledby="sign-in-test">
      <h3 id="sign-in-test">{words.title}</h3>
      <p>{words.intro}</p>
      <Button onClick={() => void start()} isLoading={busy}>
        {started === null ? words.start : words.again}
      </Button>
      <SaveError error={error} elsewhere={error?.problems.map(({ message }) => message) ?? []} />
      {started !== null && started.draft !== draft && <Message kind="info">{words.changed}</Message>}
      {started !== null && <Running key={started.ticket.id} ticket={started.ticket} onOutcome={onOutcome} />}
    </section>
  );
}

/** One test, from its link to its result. */
function Running({ ticket, onOutcome }: { ticket: StartedSignInTest; onOutcome: (outcome: SignInTestOutcome) => void }) {
  const { view, error } = useSignInTest(ticket.id);
  const outcome = view?.outcome ?? null;
  useEffect(() => {
    if (outcome !== null) onOutcome(outcome);
  }, [outcome, onOutcome]);
  const isOpen = view === undefined || view?.state === 'waiting' || view?.state === 'under-way';
  if (outcome !== null) return <SignInResult outcome={outcome} />;
  return (
    <>
      {view?.state !== 'under-way' && isOpen && (
        <>
          <CopyField label={words.link} hint={words.linkHint} value={ticket.url} />
          <Button onClick={() => void router.open(ticket.url)}>{words.open}</Button>
        </>
      )}
      <Message kind={isOpen ? 'info' : 'warning'}>{stateWords(view)}</Message>
      <SaveError error={error} />
    </>
  );
}

function stateWords(view: SignInTestView | null | undefined): string {
  if (view === null) return words.gone;
  if (view?.state === 'under-way') return words.underWay;
  return view?.state === 'expired' ? words.expired : words.waiting;
}

/** Looks again and again until the test is over. `view` undefined: not looked yet; null: it is no more. */
function useSignInTest(id: string): { readonly view: SignInTestView | null | undefined; readonly error: RpcError | null } {
  const [view, setView] = useState<SignInTestView | null>();
  const [error, setError] = useState<RpcError | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const look = async (): Promise<void> => {
      const result = await rpc('connection.test.result', { id });
      if (stopped) return;
      setError(result.ok ? null : result.error);
      if (result.ok) setView(result.value);
      const isOver = result.ok && (result.value === null || result.value.state === 'done' || result.value.state === 'expired');
      // A call that did not come through is made again: the test goes on without this page.
      if (!isOver) timer = setTimeout(() => void look(), lookMs);
    };
    timer = setTimeout(() => void look(), lookMs);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [id]);
  return { view, error };
}
