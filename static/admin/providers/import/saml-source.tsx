import { maxImportTextLength } from '#contract/rpc/import';
import { connectionWords } from '../../i18n/en-connections.ts';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { UrlField } from '../../ui/url-field.tsx';
import { certificateWords } from '../form/problems.ts';
import { MoreOptions } from '../more-options.tsx';
import { fileTooLarge, type SourceForm } from './source.ts';

const words = connectionWords.import;

interface SamlSourceProps {
  readonly source: SourceForm;
  readonly wrong: string | null;
  readonly onChange: (source: SourceForm) => void;
}

/** Where the metadata is: at an address, in a file, or in the clipboard. */
export function SamlSource({ source, wrong, onChange }: SamlSourceProps) {
  const set = (changed: Partial<SourceForm>) => onChange({ ...source, ...changed });
  const open = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    // A file of this size is not even opened: the browser would hold all of it.
    const refused = fileTooLarge(file.size);
    if (refused !== null) return set({ file: { name: file.name, text: null, refused } });
    try {
      const text = await file.text();
      set({ file: { name: file.name, text, refused: text.length > maxImportTextLength ? fileTooLarge(file.size, true) : null } });
    } catch {
      set({ file: { name: file.name, text: null, refused: words.unreadable } });
    }
  };
  return (
    <>
      <Choices
        legend={words.from}
        columns
        choices={[
          { value: 'address', label: words.address, hint: words.addressHint },
          { value: 'file', label: words.file },
          { value: 'text', label: words.text },
        ]}
        value={source.kind}
        error={null}
        onChange={(kind) => set({ kind })}
      />
      {source.kind === 'address' && <UrlField label={words.url} value={source.url} error={wrong} onChange={(url) => set({ url })} />}
      {source.kind === 'file' && (
        <Field label={words.fileField} error={source.file?.refused ?? wrong}>
          {(control) => (
            <input
              {...control}
              type="file"
              className="file"
              accept=".xml,text/xml,application/xml,application/samlmetadata+xml"
              onChange={(event) => void open(event.currentTarget.files?.[0])}
            />
          )}
        </Field>
      )}
      {source.kind === 'text' && (
        <TextArea
          label={words.textField}
          hint={words.textHint}
          rows={6}
          monospaced
          value={source.text}
          error={wrong}
          onChange={(text) => set({ text })}
        />
      )}
      <MoreOptions label={words.signed} wrong={certificateWords(source.signedBy) !== null}>
        <TextArea
          label={words.signedBy}
          hint={words.signedHint}
          rows={3}
          monospaced
          value={source.signedBy}
          error={certificateWords(source.signedBy)}
          onChange={(signedBy) => set({ signedBy })}
        />
      </MoreOptions>
    </>
  );
}
