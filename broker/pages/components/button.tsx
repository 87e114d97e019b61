import type { ComponentChildren } from 'preact';

/** How loud: one `main` action a page, the others `plain` or `quiet`. */
type Emphasis = 'main' | 'plain' | 'quiet';

interface Look {
  readonly emphasis?: Emphasis | undefined;
  readonly wide?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** Sends the form around it. */
export function Button(
  props: Look & {
    name?: string | undefined;
    value?: string | undefined;
  },
) {
  return (
    <button type="submit" class={classOf(props)} name={props.name} value={props.value}>
      {props.children}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton(props: Look & { href: string }) {
  return (
    <a class={classOf(props)} href={props.href}>
      {props.children}
    </a>
  );
}

function classOf(look: Look): string {
  const emphasis = look.emphasis ?? 'main';
  return ['button', emphasis === 'main' ? '' : emphasis, look.wide ? 'wide' : ''].filter(Boolean).join(' ');
}
