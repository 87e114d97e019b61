import type { EpochMs } from '../../domain/brands.ts';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
});
const stamp = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' });

/** A moment, in UTC without script; the pages' script puts it into the person's own time. */
export function Moment(props: { at: EpochMs; only?: 'day' | undefined }) {
  return (
    <time datetime={`${stamp.format(props.at).replace(' ', 'T')}Z`} data-local={props.only ?? 'moment'}>
      {(props.only === 'day' ? day : moment).format(props.at)}
    </time>
  );
}
