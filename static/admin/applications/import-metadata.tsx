import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { ImportedApplication } from '#contract/rpc/applications';
import { type ImportSource, maxImportTextLength } from '#contract/rpc/import';
import type { RpcError } from '#contract/rpc/result';
import { oddityOf } from '#contract/settings/oddities';
import { asOfApplication } from '../i18n/application-import-errors.ts';
import { applications } from '../i18n/applications.ts';
import { en } from '../i18n/en.ts';
import { rpc } from '../rpc.ts';
import { Choices } from '../ui/choices.tsx';
import { FileField } from '../ui/file-field.tsx';
import { Message } from '../ui/message.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { FoundMetadata } from './found-metadata.tsx';

const words = applications.importer;
type Way = 'address' | 'file' | 'pasted';

/** Reads the application's metadata and shows what was found; the form gets it only when somebody takes it over. */
export function ImportMetadata({ onTake }: { onTake: (found: ImportedApplication) => void }) {
  const id = useId();
  const [way, setWay] = useState<Way>('address');
  const [url, setUrl] = useState('');
  const [text, setText] = useState('');
  const [signedBy, setSignedBy] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [error, setError] = useState<RpcError | null>(null);
  const [found, setFound] = useState<ImportedApplication | null>(null);
  const [taken, setTaken] = useState(false);
  const [busy, setBusy] = useState(false);

  const forget = (): void => {
    setProblem(null);
    setError(null);
    setFound(null);
    setTaken(false);
  };
  const read = async (): Promise<void> => {
    forget();
    const asked = sourceOf(way, url, text);
    if (typeof asked === 'string') return setProblem(asked);
    setBusy(true);
    const result = await rpc('party.import', { source: asked, signedBy: signedBy.trim() === '' ? null : signedBy.trim() });
    setBusy(false);
    if (result.ok) setFound(result.value);
    else setError(asOfApplication(result.error));
  };
  const fieldError = problem ?? error?.title ?? null;
  return (
    <section className="importer" aria-labelledby={id}>
      <h4 id={id}>{words.title}</h4>
      <p className="subtle">{words.text}</p>
      <Choices
        legend={words.source}
        columns
        choices={[
          { value: 'address', label: words.address },
          { value: 'file', label: words.file },
          { value: 'pasted', label: words.pasted },
        ]}
        value={way}
        error={null}
        onChange={(chosen) => {
          setWay(chosen);
          setText('');
          forget();
        }}
      />
      {way === 'address' && (
        <TextField
          label={words.url}
          hint={words.urlHint}
          value={url}
          error={fieldError}
          monospaced
          onChange={(typed) => {
            setUrl(typed);
            forget();
          }}
        />
      )}
      {way === 'file' && (
        <FileField
          label={words.fileField}
          hint={words.fileHint}
          accept=".xml,application/xml,text/xml,application/samlmetadata+xml"
          error={fieldError}
          onText={(content) => {
            setText(content);
            forget();
          }}
          onUnreadable={() => {
            setText('');
            forget();
            setProblem(words.unreadableFile);
          }}
        />
      )}
      {way === 'pasted' && (
        <TextArea
          label={words.textField}
          hint={words.textHint}
          rows={6}
          value={text}
          error={fieldError}
          onChange={(typed) => {
            setText(typed);
            forget();
          }}
        />
      )}
      <details className="details">
        <summary>{words.more}</summary>
        <TextArea label={words.signedBy} hint={words.signedByHint} rows={4} value={signedBy} error={null} onChange={setSignedBy} />
      </details>
      <div className="actions importer-actions">
        <Button onClick={() => void read()} isLoading={busy}>
          {words.read}
        </Button>
      </div>
      {error !== null && (
        <Message kind="error" title={error.title}>
          <p>
            {error.text} {error.action}
          </p>
          {error.problems.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
          {error.supportCode !== null && <p>{en.common.supportCode(error.supportCode)}</p>}
        </Message>
      )}
      {found !== null && (
        <FoundMetadata
          found={found}
          onTake={() => {
            onTake(found);
            setFound(null);
            setTaken(true);
          }}
        />
      )}
      {taken && <Message kind="success">{words.takenOver}</Message>}
    </section>
  );
}

/** What to read, or what is wrong with it already. */
function sourceOf(way: Way, url: string, text: string): ImportSource | string {
  if (way === 'address') {
    const oddity = oddityOf(url);
    if (oddity !== null) return words.addressOdd(oddity);
    return url === '' ? words.nothing : { kind: 'address', url };
  }
  if (text.trim() === '') return way === 'file' ? words.noFile : words.noText;
  return text.length > maxImportTextLength ? words.tooLong : { kind: 'text', text };
}
