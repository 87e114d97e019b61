import { secondFactor } from '../i18n/second-factor.ts';
import { useOverview } from '../state/overview.tsx';
import { Lozenge } from '../ui/lozenge.tsx';

const words = secondFactor.state;

/** Whether what a form shows is only written, saved, or what people really get. */
export function StateLozenge({ dirty }: { dirty: boolean }) {
  const { saved, live, liveProblem } = useOverview().overview;
  if (!dirty && saved.revision === 0) return null;
  const isLive = liveProblem === null && live?.revision === saved.revision;
  return (
    <p className="form-state">
      <Lozenge kind={dirty ? 'info' : isLive ? 'success' : 'warning'}>{dirty ? words.unsaved : isLive ? words.live : words.saved}</Lozenge>
    </p>
  );
}
