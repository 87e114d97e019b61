import { useState } from 'react';
import { TextArea } from './text-area.tsx';

interface LinesFieldProps {
  readonly label: string;
  readonly lines: readonly string[];
  readonly hint: string;
  readonly error: string | null;
  readonly lowerCase?: boolean;
  readonly onChange: (lines: string[]) => void;
}

/** A list, one item per line. Empty lines are nothing; what is typed stays as it was typed. */
export function LinesField({ label, lines, hint, error, lowerCase = false, onChange }: LinesFieldProps) {
  const [typed, setTyped] = useState(lines.join('\n'));
  const read = (text: string) => linesIn(lowerCase ? text.toLowerCase() : text);
  const shown = JSON.stringify(read(typed)) === JSON.stringify(lines) ? typed : lines.join('\n');
  return (
    <TextArea
      label={label}
      value={shown}
      hint={hint}
      error={error}
      rows={Math.min(8, Math.max(2, lines.length + 1))}
      onChange={(text) => {
        setTyped(text);
        onChange(read(text));
      }}
    />
  );
}

function linesIn(text: string): string[] {
  return [
    ...new Set(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ];
}
