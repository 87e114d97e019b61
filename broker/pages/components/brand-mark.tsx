import { initialOf } from './avatar.tsx';

/** The help centre's mark: its first letter on the accent colour. */
export function BrandMark(props: { name: string }) {
  return (
    <span class="mark" aria-hidden="true">
      {initialOf(props.name)}
    </span>
  );
}
