import { loginTexts } from '#contract/messages/en/login';
import { LinkButton } from '../../pages/components/button.tsx';

/** Which company? Each choice is a link that carries the same request on. */
export function ChoosePage(props: { choices: readonly { readonly id: string; readonly name: string; readonly href: string }[] }) {
  const words = loginTexts.choose;
  return (
    <div class="stack">
      <h1>{words.heading}</h1>
      <p class="subtle">{words.text}</p>
      <ul class="choices" aria-label={words.list}>
        {props.choices.map((choice) => (
          <li key={choice.id}>
            <LinkButton href={choice.href} emphasis="plain" wide>
              {choice.name}
            </LinkButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
