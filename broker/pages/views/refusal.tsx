import { pageTexts } from '#contract/messages/en/portal';
import { LinkButton } from '../components/button.tsx';

/** What a refused person reads: what happened, what to do, whom to ask, a code to quote, and a way on. */
export function RefusalPage(props: {
  title: string;
  text: string;
  action: string;
  /** Left out where the layout says it at its foot. */
  contact?: string;
  supportCode: string | null;
  wayOn?: { readonly href: string; readonly text: string } | undefined;
}) {
  return (
    <div class="stack">
      <h1>{props.title}</h1>
      <p>{props.text}</p>
      <p>{props.action}</p>
      {(props.contact || props.supportCode !== null) && (
        <div class="support">
          {props.contact && (
            <p>
              {pageTexts.whomToAsk} <b>{props.contact}</b>
            </p>
          )}
          {props.supportCode !== null && (
            <p>
              {pageTexts.supportCode} <span class="code">{props.supportCode}</span>
            </p>
          )}
        </div>
      )}
      {props.wayOn && (
        <p>
          <LinkButton href={props.wayOn.href}>{props.wayOn.text}</LinkButton>
        </p>
      )}
    </div>
  );
}
