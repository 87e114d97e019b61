import type { ComponentChildren } from 'preact';

/** A form that counts only from the page it was made for: nothing changes by following a link. Without `action` it goes to its own page. */
export function TokenForm(props: {
  formToken: string;
  action?: string | undefined;
  hidden?: Readonly<Record<string, string>> | undefined;
  class?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <form method="post" action={props.action} class={props.class}>
      <input type="hidden" name="token" value={props.formToken} />
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </form>
  );
}
