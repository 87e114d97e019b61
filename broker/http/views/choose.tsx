import { loginTexts } from '#contract/messages/en/login';
import { Button, LinkButton } from '../../pages/components/button.tsx';
import { fill } from '../../pages/text.ts';

/** A connection that people may go on with, by a link that counts only from here. */
export interface CompanyLink {
  readonly name: string;
  readonly href: string;
}

/** More than these stand closer together, and on the left, where a list is read. */
const fewChoices = 8;

/**
 * Which company? Each choice is a link that carries the same request on. The one used last stands in front and can be
 * forgotten, which is a form: no link changes what a browser keeps.
 */
export function ChoosePage(props: {
  lastUsed: CompanyLink | null;
  choices: readonly CompanyLink[];
  /** Where the e-mail address is asked for; null where it is not. */
  byEmailHref: string | null;
  /** Where the forms go. */
  formHref: string;
}) {
  const words = loginTexts.choose;
  const { lastUsed } = props;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <p class="subtle">{words.text}</p>
      {lastUsed !== null && <LastUsed company={lastUsed} emphasis="main" />}
      {props.choices.length > 0 && (
        <ul class={props.choices.length > fewChoices ? 'choices many' : 'choices'} aria-label={words.list}>
          {props.choices.map((choice) => (
            <li key={choice.href}>
              <LinkButton href={choice.href} emphasis="plain" wide>
                {choice.name}
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
      {(props.byEmailHref !== null || lastUsed !== null) && (
        <div class="other-ways wide">
          {props.byEmailHref !== null && (
            <LinkButton href={props.byEmailHref} emphasis="quiet" wide>
              {words.byEmail}
            </LinkButton>
          )}
          {lastUsed !== null && <Forget company={lastUsed} formHref={props.formHref} />}
        </div>
      )}
    </div>
  );
}

export function LastUsed({ company, emphasis }: { company: CompanyLink; emphasis: 'main' | 'plain' }) {
  return (
    <div class="last-used">
      <LinkButton href={company.href} emphasis={emphasis} wide>
        {company.name}
      </LinkButton>
      <p class="subtle small">{loginTexts.choose.lastUsed}</p>
    </div>
  );
}

export function Forget({ company, formHref }: { company: CompanyLink; formHref: string }) {
  return (
    <form method="post" action={formHref}>
      <Button emphasis="quiet" wide name="forget" value="1">
        {fill(loginTexts.choose.forget, { company: company.name })}
      </Button>
    </form>
  );
}
