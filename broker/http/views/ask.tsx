import { wordsForPerson } from '#contract/errors';
import { loginTexts } from '#contract/messages/en/login';
import type { FormDeparture } from '../../domain/ports/connector.ts';
import { Button } from '../../pages/components/button.tsx';
import { Field } from '../../pages/components/field.tsx';
import { TextInput } from '../../pages/components/inputs.tsx';

export const askTexts = { email: loginTexts.askEmail, code: loginTexts.askCode } as const satisfies Record<FormDeparture['asks'], unknown>;

/** One question of a connection without a provider; the answer goes to its callback address, in the field named after the question. */
export function AskPage({ departure }: { departure: FormDeparture }) {
  const { asks, url, fields, problem, value, withLetters } = departure;
  const words = askTexts[asks];
  return (
    <>
      <form class="stack" method="post" action={url}>
        <h1>{words.heading}</h1>
        <p class="subtle">{words.text}</p>
        <Hidden fields={fields} />
        <Field
          id={asks}
          label={words.label}
          hint={words.hint}
          error={problem === null ? undefined : wordsForPerson(problem.code).text}
          required
        >
          {(wiring) =>
            asks === 'email' ? (
              <TextInput wiring={wiring} name={asks} value={value} type="email" autocomplete="email" maxLength={320} autofocus />
            ) : (
              <TextInput
                wiring={wiring}
                name={asks}
                inputMode={withLetters ? 'text' : 'numeric'}
                autocomplete="one-time-code"
                maxLength={40}
                look="spaced"
                autofocus
              />
            )
          }
        </Field>
        <Button wide>{words.button}</Button>
      </form>
      {asks === 'code' && (
        <form class="stack" method="post" action={url}>
          <Hidden fields={fields} />
          <Button emphasis="plain" wide name="again" value="1">
            {askTexts.code.again}
          </Button>
          <Button emphasis="quiet" wide name="change" value="1">
            {askTexts.code.change}
          </Button>
        </form>
      )}
    </>
  );
}

function Hidden({ fields }: Pick<FormDeparture, 'fields'>) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
