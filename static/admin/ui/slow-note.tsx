import { useEffect, useState } from 'react';
import { en } from '../i18n/en.ts';

/** A call that takes longer is said to: a turning wheel alone looks like a page that hangs. */
const slowAfterMs = 5_000;

/** Says, once a call has taken too long, that it goes on. */
export function SlowNote({ busy }: { busy: boolean }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(() => setSlow(true), slowAfterMs);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [busy]);
  return (
    <span role="status" className="form-note">
      {slow && en.common.slow}
    </span>
  );
}
