import { portalTexts } from '#contract/messages/en/portal';
import { Button, LinkButton } from '../../pages/components/button.tsx';
import { Notice } from '../../pages/components/notice.tsx';
import type { Posted } from '../forms/posted.ts';

const texts = portalTexts.kept;
/** Values of ours and ids are no text of theirs. */
const own = new Set(['csrf', 'form-key']);

/**
 * A form whose page cannot be shown (nobody is signed in any more, or Jira is away): everything that was posted, to be read
 * and copied, and to be posted again to the same address.
 */
export function KeptPage(props: {
  notice: string;
  supportCode?: string | undefined;
  action: string;
  posted: Posted;
  signIn: string | null;
}) {
  const all = [...props.posted].flatMap(([name, values]) => values.map((value, index) => ({ id: `${name}-${index}`, name, value })));
  const written = all.filter(({ name, value }) => !own.has(name) && value.trim() !== '' && !/^\d+$/.test(value));
  return (
    <form class="stack" method="post" action={props.action}>
      <h1>{texts.title}</h1>
      <Notice kind="warning">
        <p>{props.notice}</p>
        {props.supportCode !== undefined && <p class="small">{props.supportCode}</p>}
      </Notice>
      {written.map(({ id, value }) => (
        <blockquote key={id} class="card prose kept" aria-label={texts.yourText}>
          {value}
        </blockquote>
      ))}
      {all.map(({ id, name, value }) => (
        <input key={id} type="hidden" name={name} value={value} />
      ))}
      <div class="actions">
        {props.signIn !== null && (
          <a class="button" href={props.signIn} target="_blank" rel="noopener">
            {texts.signIn}
          </a>
        )}
        <Button emphasis={props.signIn === null ? 'main' : 'plain'}>{props.signIn === null ? texts.tryAgain : texts.afterSignIn}</Button>
        {props.signIn === null && (
          <LinkButton href="/" emphasis="quiet">
            {portalTexts.backHome}
          </LinkButton>
        )}
      </div>
    </form>
  );
}
