import type { Progress } from '../domain/ports/key-rotation.ts';
import type { CliContext } from './context.ts';

/** Tells of a long piece of work on standard error: about ten lines, however many steps it has. */
export function createProgress(context: Pick<CliContext, 'err'>, what: string): Progress {
  let told = 0;
  return (done, total) => {
    const tenth = total === 0 ? 10 : Math.floor((10 * done) / total);
    if (tenth === told) return;
    told = tenth;
    context.err(`${what}: ${done} of ${total}`);
  };
}
