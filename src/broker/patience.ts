import { fault } from '../fault';

/**
 * The answer, or `broker_no_answer` after so many milliseconds: a function of the platform has 25 s for all that it does, and
 * one that runs out of them tells the page nothing, not even what it stored.
 */
export async function within<Answer>(patienceMs: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const outOfPatience = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(fault('broker_no_answer')), patienceMs);
  });
  try {
    return await Promise.race([answer, outOfPatience]);
  } finally {
    clearTimeout(timer);
  }
}
