import { pageTexts } from '#contract/messages/en/portal';

/** The way down to this page; the page itself is the last one, without a link. */
export function Breadcrumbs(props: { above: readonly { readonly href: string; readonly text: string }[]; here: string }) {
  return (
    <nav class="crumbs" aria-label={pageTexts.breadcrumbs}>
      <ol>
        {props.above.map((crumb) => (
          <li key={crumb.href}>
            <a href={crumb.href}>{crumb.text}</a>
          </li>
        ))}
        <li aria-current="page">{props.here}</li>
      </ol>
    </nav>
  );
}
