import type { ComponentChildren } from 'preact';

/** A form of the security page: nothing changes by following a link. */
export function SecurityForm(props: {
  action: string;
  formToken: string;
  hidden?: Readonly<Record<string, string>>;
  class?: string;
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
