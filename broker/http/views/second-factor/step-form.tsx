import type { ComponentChildren } from 'preact';

/** What every page of a second factor is made with. `wrong`: what was wrong with the answer before. */
export interface StepProps {
  /** Binds the form to this browser, this login and this step. */
  readonly formToken: string;
  readonly wrong: Wrong | null;
}

export interface Wrong {
  readonly title: string;
  readonly text: string;
  readonly action: string;
}

/** A form of the present step: nothing changes by following a link. */
export function StepForm(props: { formToken: string; hidden?: Readonly<Record<string, string>> | undefined; children: ComponentChildren }) {
  return (
    <form method="post" class="stack">
      <input type="hidden" name="token" value={props.formToken} />
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </form>
  );
}
