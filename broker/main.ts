/** The broker as a process of its own, for containers and service managers: what `gatehouse serve` runs, and nothing else. */
import { processContext } from './cli/process-context.ts';
import { runCli } from './cli/run.ts';

process.exitCode = await runCli(['serve'], processContext);
