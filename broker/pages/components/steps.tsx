import { pageTexts } from '#contract/messages/en/portal';

/** Where the person stands in a few steps; `current` counts from 0. */
export function Steps(props: { names: readonly string[]; current: number }) {
  return (
    <ol class="steps" aria-label={pageTexts.steps}>
      {props.names.map((name, index) => (
        <li key={name} class={index < props.current ? 'past' : undefined} aria-current={index === props.current ? 'step' : undefined}>
          {name}
        </li>
      ))}
    </ol>
  );
}
