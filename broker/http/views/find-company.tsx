import { wordsForPerson } from '#contract/errors';
import { loginTexts } from '#contract/messages/en/login';
import type { Refusal } from '../../domain/app-error.ts';
import { Button } from '../../pages/components/button.tsx';
import { Field } from '../../pages/components/field.tsx';
import { TextInput } from '../../pages/components/inputs.tsx';
import { type CompanyLink, Forget, LastUsed } from './choose.tsx';

/** Asks for the e-mail address in place of showing who the customers are. What was entered before is not shown again. */
export function FindCompanyPage(props: { problem: Refusal | null; lastUsed: CompanyLink | null; formHref: string }) {
  const words = loginTexts.findCompany;
  const { problem, lastUsed } = props;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <p class="subtle">{words.text}</p>
      <form class="stack" method="post" action={props.formHref}>
        <Field
          id="email"
          label={words.label}
          hint={words.hint}
          error={problem === null ? undefined : wordsForPerson(problem.code).text}
          required
        >
          {(wiring) => <TextInput wiring={wiring} name="email" type="email" autocomplete="email" maxLength={320} autofocus />}
        </Field>
        <Button wide>{words.button}</Button>
      </form>
      {lastUsed !== null && (
        <div class="other-ways wide">
          <LastUsed company={lastUsed} emphasis="plain" />
          <Forget company={lastUsed} formHref={props.formHref} />
        </div>
      )}
    </div>
  );
}
