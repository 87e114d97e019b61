interface StepperProps {
  readonly label: string;
  /** For narrow screens and screen readers: "Step 2 of 5". */
  readonly position: string;
  readonly steps: readonly { readonly key: string; readonly name: string; readonly state: 'done' | 'current' | 'ahead' }[];
}

/** Where somebody is in a sequence. Not for clicking: back and next are buttons below. */
export function Stepper({ label, position, steps }: StepperProps) {
  return (
    <div className="stepper">
      <p className="stepper-position" aria-live="polite">
        {position}
      </p>
      <ol aria-label={label}>
        {steps.map(({ key, name, state }) => (
          <li key={key} className={`step step-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
            <span className="step-name">{name}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
