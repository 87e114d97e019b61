/**
 * Sends messages that have to be refused, so many a second, each in its turn, whatever becomes of the one before. A process
 * of its own, so that people who sign in meanwhile wait for the broker and not for the attacker. The parent sends one
 * `Attack`; when it hears `stop`, it tells how many were refused and how many answered otherwise.
 */
import { type Answer, type Call, createClient } from '../client.ts';

export interface Attack {
  readonly port: number;
  readonly perSecond: number;
  readonly messages: readonly { readonly target: string; readonly call: Call }[];
}

export interface AttackReport {
  readonly sent: number;
  readonly refused: number;
  readonly otherwise: number;
}

let report: AttackReport = { sent: 0, refused: 0, otherwise: 0 };
let timer: NodeJS.Timeout | undefined;

process.on('message', (message: Attack | 'stop') => {
  if (message === 'stop') {
    clearInterval(timer);
    process.send?.(report, () => process.disconnect());
  } else begin(message);
});

// Told to stop, or the benchmark is gone without a word: what is still under way does not matter.
process.on('disconnect', () => process.exit());

function begin({ port, perSecond, messages }: Attack): void {
  const client = createClient(port);
  const began = performance.now();
  timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
    while (report.sent < due) {
      const { target, call } = messages[report.sent % messages.length] as Attack['messages'][number];
      report = { ...report, sent: report.sent + 1 };
      client.call(target, call).then(count, () => count({ status: 0 }));
    }
  }, 5);
}

function count({ status }: Pick<Answer, 'status'>): void {
  const isRefused = status >= 400 && status < 500;
  report = { ...report, refused: report.refused + (isRefused ? 1 : 0), otherwise: report.otherwise + (isRefused ? 0 : 1) };
}
