import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { signInTestTexts } from '#contract/messages/en/sign-in-test';
import type { RpcResult } from '#contract/rpc/result';
import type { KeptMessages as Kept } from '#contract/rpc/traces';
import { traceWords } from '../i18n/traces.ts';
import { rpc } from '../rpc.ts';
import { Message } from '../ui/message.tsx';
import { SaveError } from '../ui/save-error.tsx';

const words = traceWords.kept;

/** The messages of one sign-in, asked for by hand: they hold personal data, and looking is written down. */
export function KeptMessages({ id }: { id: string }) {
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<RpcResult<Kept | null> | null>(null);
  const show = async (): Promise<void> => {
    setBusy(true);
    setFound(await rpc('connection.capture.read', { id }));
    setBusy(false);
  };
  if (found === null)
    return (
      <Message
        kind="info"
        title={words.title}
        actions={
          <Button isLoading={busy} onClick={() => void show()}>
            {words.show}
          </Button>
        }
      >
        <p>{words.warning}</p>
      </Message>
    );
  if (!found.ok) return <SaveError error={found.error} />;
  return found.value === null ? <Message kind="info">{words.gone}</Message> : <Messages messages={found.value.messages} />;
}

/** Text of a stranger: shown as text, and nothing of it is a link. */
function Messages({ messages }: { messages: Kept['messages'] }) {
  const names: Readonly<Record<string, string>> = signInTestTexts.messages;
  return (
    <section aria-label={words.title}>
      <h4>{words.title}</h4>
      {messages.map(({ kind, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages are in the order in which they came, and never change
        <details key={index} className="details">
          <summary>{names[kind] ?? kind}</summary>
          <pre className="kept-message">{text}</pre>
        </details>
      ))}
    </section>
  );
}
