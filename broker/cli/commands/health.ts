import { developmentBaseUrl } from '../../config/defaults.ts';
import { originOf } from '../../config/rules.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../context.ts';
import { json } from '../print.ts';

const patienceMs = 5_000;
const shownCharacters = 500;

/** It asks over the network, as a load balancer would, so it needs nothing of the configuration but the address. */
export const health: Command = {
  name: ['health'],
  summary: 'Asks a running broker whether it is ready.',
  words: [],
  options: {
    url: { type: 'string', value: 'URL', text: 'The address of the broker, where BASE_URL is not the one to ask.' },
    json: { type: 'boolean', text: 'Prints the answer as JSON.' },
  },
  examples: ['gatehouse health', 'gatehouse health --url http://127.0.0.1:8080'],
  async run(input, context) {
    const asked = input.text('url') ?? context.env.BASE_URL ?? developmentBaseUrl;
    const origin = originOf(asked);
    if (origin === null) throw new UsageError(`"${asked}" is not an address of the form https://help.example.com`);
    const url = `${origin}/readyz`;
    const answer = await ask(url, context.fetch);
    if (input.flag('json')) context.out(json({ url, ...answer }));
    else if (answer.ready) context.out(`${url} is ready.`);
    else context.err(`${url} is not ready: ${answer.problem}`);
    return answer.ready ? exitCodes.done : exitCodes.failed;
  },
};

type Answer =
  | { readonly ready: true; readonly status: number }
  | { readonly ready: false; readonly status: number | null; readonly problem: string };

async function ask(url: string, fetch: Parameters<Command['run']>[1]['fetch']): Promise<Answer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    const text = (await response.text()).slice(0, shownCharacters);
    if (response.status === 200) return { ready: true, status: response.status };
    return { ready: false, status: response.status, problem: `it answered ${response.status} ${text}`.trim() };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { ready: false, status: null, problem: cause instanceof Error ? cause.message : String(cause) };
  }
}
