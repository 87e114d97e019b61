import type { ComponentChildren } from 'preact';
import { TokenForm } from '../token-form.tsx';

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
  /** What else was entered with it, which nobody should have to enter again. */
  readonly given?: { readonly label: string; readonly remembers: boolean };
}

/** A form of the present step. It goes back to the address of the step's page. */
export function StepForm(props: { formToken: string; hidden?: Readonly<Record<string, string>> | undefined; children: ComponentChildren }) {
  return <TokenForm {...props} class="stack" />;
}
