import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

export type NoticeKind = 'info' | 'success' | 'warning' | 'danger';

/** Something to know. `danger` is announced at once (alert), the others politely. */
export function Notice(props: { kind: NoticeKind; title?: string | undefined; children?: ComponentChildren }) {
  return (
    <div class={`notice ${props.kind}`} role={props.kind === 'danger' ? 'alert' : 'status'}>
      <Icon name={props.kind} />
      <div>
        {props.title !== undefined && <p class="notice-title">{props.title}</p>}
        {props.children}
      </div>
    </div>
  );
}
