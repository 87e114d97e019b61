import { LinkButton } from '../components/button.tsx';
import { safeTarget } from '../security.ts';

/**
 * The answer to a POST that leads elsewhere: a page with a link instead of a redirect, which CSP's `form-action` would
 * block across origins and which would carry the POST's cookies rules along. Give `refreshTo` to `renderPage` as well.
 */
export function ContinuePage(props: { title: string; text: string; href: string; linkText: string }) {
  return (
    <div class="stack">
      <h1>{props.title}</h1>
      <p class="subtle">{props.text}</p>
      <p>
        <LinkButton href={safeTarget(props.href)} wide>
          {props.linkText}
        </LinkButton>
      </p>
    </div>
  );
}
