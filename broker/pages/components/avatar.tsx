/** A letter in place of a picture: no address of a person ever leaves for a picture service. */
export function Avatar(props: { name: string; shape?: 'round' | 'square' | undefined; staff?: boolean | undefined }) {
  const classes = ['avatar', props.shape === 'square' ? 'square' : '', props.staff ? 'staff' : ''];
  return (
    <span class={classes.filter(Boolean).join(' ')} aria-hidden="true">
      {initialOf(props.name)}
    </span>
  );
}

/** First letter or digit of a name, in upper case. */
export function initialOf(name: string): string {
  return /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '?';
}
