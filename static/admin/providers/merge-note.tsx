import { connectionWords } from '../i18n/en-connections.ts';
import { Message } from '../ui/message.tsx';

const words = connectionWords.merge;

/** What became of the entries when somebody else had saved: by the labels of the fields. */
export function MergeNote({ taken, both }: { taken: readonly string[]; both: readonly string[] }) {
  return (
    <Message kind="warning" title={words.title}>
      {taken.length > 0 && <p>{words.taken(taken.join(', '))}</p>}
      {both.length > 0 && <p>{words.both(both.join(', '))}</p>}
      {taken.length === 0 && both.length === 0 && <p>{words.nothing}</p>}
    </Message>
  );
}
