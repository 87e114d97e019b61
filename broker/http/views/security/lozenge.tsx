import type { ComponentChildren } from 'preact';

/** A short word beside a name. */
export function Lozenge(props: { done?: boolean; children: ComponentChildren }) {
  return <span class={props.done ? 'lozenge done' : 'lozenge'}>{props.children}</span>;
}
