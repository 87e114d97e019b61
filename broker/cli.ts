/**
 * The command `gatehouse`: run and configure a broker without Forge. It owns what a person at a terminal sees; what the
 * commands do is the rooms' work, reached through `compose.ts`.
 */
import { processContext } from './cli/process-context.ts';
import { runCli } from './cli/run.ts';

process.exitCode = await runCli(process.argv.slice(2), processContext);
