import { Field } from './field.tsx';

interface FileFieldProps {
  readonly label: string;
  readonly hint: string;
  /** Types and endings that the browser offers first. */
  readonly accept: string;
  readonly error: string | null;
  readonly onText: (text: string) => void;
  readonly onUnreadable: () => void;
}

/** A file of text, read here; it is not sent anywhere by itself. */
export function FileField({ label, hint, accept, error, onText, onUnreadable }: FileFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <input
          {...control}
          type="file"
          className="file"
          accept={accept}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file === undefined) return onText('');
            file.text().then(onText, onUnreadable);
          }}
        />
      )}
    </Field>
  );
}
