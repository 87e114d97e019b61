import { processContext } from '../../broker/cli/process-context.ts';
import { runCli } from '../../broker/cli/run.ts';

/** What `gatehouse serve` ends with and says, when it is stopped as soon as it runs. */
export async function serveOnce(database: string, masterKey: string): Promise<{ code: number; said: string }> {
  let said = '';
  const code = await runCli(['serve'], {
    ...processContext,
    env: { GATEHOUSE_MODE: 'development', LISTEN_PORT: '0', LOG_LEVEL: 'silent', DATABASE: database, MASTER_KEY: masterKey },
    out: () => {},
    err: (text) => {
      said += `${text}\n`;
    },
    untilStopped: async () => {},
  });
  return { code, said };
}
