import type { ComponentChildren } from 'preact';

export function Card(props: { title?: string | undefined; children: ComponentChildren }) {
  return (
    <section class="card">
      {props.title !== undefined && <h2>{props.title}</h2>}
      {props.children}
    </section>
  );
}
