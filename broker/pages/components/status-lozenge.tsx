/** Jira's status categories. */
export type StatusCategory = 'undefined' | 'new' | 'indeterminate' | 'done';

/** A request's status in the customer's words; colour repeats the category, it never says more than the word. */
export function StatusLozenge(props: { name: string; category: StatusCategory }) {
  const look = { undefined: '', new: '', indeterminate: ' moving', done: ' done' } as const satisfies Record<StatusCategory, string>;
  return <span class={`lozenge${look[props.category]}`}>{props.name}</span>;
}
