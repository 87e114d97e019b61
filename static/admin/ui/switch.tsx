import { useId } from 'react';

interface SwitchProps {
  readonly label: string;
  /** What it stands for, for those who see: the label may say more than fits beside it. */
  readonly shown: string;
  readonly hint?: string;
  readonly on: boolean;
  readonly busy?: boolean;
  readonly onTurn: (on: boolean) => void;
}

/** On or off, at once. The browser's own check box, told as a switch. */
export function Switch({ label, shown, hint, on, busy = false, onTurn }: SwitchProps) {
  const id = useId();
  return (
    <label className="switch">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        // A control that is busy keeps the focus; pressing it again does nothing.
        aria-disabled={busy}
        aria-label={label}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => {
          if (!busy) onTurn(event.currentTarget.checked);
        }}
      />
      <span className="choice-text">
        <span className="choice-label">{shown}</span>
        {hint !== undefined && (
          <span className="choice-hint" id={`${id}-hint`}>
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}
