import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

/** Says why nothing is here, and what to do about it. */
export function EmptyState(props: { icon?: IconName | undefined; title: string; text: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={props.icon ?? 'inbox'} size={40} />
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}
