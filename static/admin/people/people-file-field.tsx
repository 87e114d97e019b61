import { people } from '../i18n/people.ts';
import { Field } from '../ui/field.tsx';

const words = people.importer;

interface PeopleFileFieldProps {
  readonly error: string | null;
  readonly disabled: boolean;
  readonly onBytes: (bytes: Uint8Array | null) => void;
  readonly onUnreadable: () => void;
}

/** The file as bytes: in which letters it is written is to be found out, not guessed by the browser. */
export function PeopleFileField({ error, disabled, onBytes, onUnreadable }: PeopleFileFieldProps) {
  return (
    <Field label={words.file} hint={words.fileHint} error={error}>
      {(control) => (
        <input
          {...control}
          type="file"
          className="file"
          accept=".csv,text/csv,text/plain"
          disabled={disabled}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file === undefined) return onBytes(null);
            file.arrayBuffer().then((buffer) => onBytes(new Uint8Array(buffer)), onUnreadable);
          }}
        />
      )}
    </Field>
  );
}
