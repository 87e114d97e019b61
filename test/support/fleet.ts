import { runCli } from '../../broker/cli/run.ts';
import { type Broker, compose } from '../../broker/compose.ts';
import type { Config } from '../../broker/config/config.ts';
import { createTestBrowser, type Door, type TestBrowser } from './browser.ts';
import type { House } from './house.ts';
import { arrive, enrol, portals, postAnswer } from './journey.ts';

/** A broker behind the load balancer, and how many requests it has in hand. */
interface Member {
  readonly broker: Broker;
  readonly door: Door;
  /** Resolves when nothing is in hand. */
  idle(): Promise<void>;
}

function memberOf(broker: Broker): Member {
  const inHand = new Set<Promise<unknown>>();
  const door: Door = {
    inject(request) {
      const answer = broker.app.inject(request);
      inHand.add(answer);
      return answer.finally(() => inHand.delete(answer));
    },
  };
  return { broker, door, idle: async () => void (await Promise.allSettled(inHand)) };
}

/**
 * Two brokers over the database of a house, behind a load balancer that gives each request to the next one. They can be
 * restarted one after the other with another configuration, and commands run beside them with a memory of their own.
 */
export async function openFleet(house: House, config: Config) {
  const { clock, log } = house;
  const open = async (with_: Config) => memberOf(await compose(with_, { clock, log }));
  const members: [Member, Member] = [await open(config), await open(config)];
  let present = config;
  let requests = 0;
  let visitors = 0;

  return {
    browser: (): TestBrowser => createTestBrowser(() => members[requests++ % 2 === 0 ? 0 : 1].door, `fleet-${++visitors}`),

    /** What the broker that was restarted last was given. */
    config: () => present,

    /** What a rolling update does: the new one takes the requests, the old one finishes what it has and ends. */
    async restart(index: 0 | 1, next: Config): Promise<void> {
      const old = members[index];
      members[index] = await open(next);
      present = next;
      await old.idle();
      await old.broker.close();
    },

    /** Runs the command; its waiting moves the clock, in `whilePaused`, which the traffic may keep waiting. */
    async run(with_: Config, argv: readonly string[], whilePaused: (move: () => void) => Promise<void>) {
      const said: string[] = [];
      const code = await runCli(argv, {
        env: {},
        out: (text) => said.push(text),
        err: (text) => said.push(text),
        readConfig: () => ({ ok: true, config: with_ }),
        open: (opened) => compose(opened, { clock, log }),
        readFile: async () => null,
        readBytes: async () => null,
        fetch: () => Promise.reject(new Error('no network')),
        pause: (ms) => whilePaused(() => clock.advance(ms)),
        untilStopped: async () => {},
      });
      return { code, said: said.join('\n') };
    },

    async close(): Promise<void> {
      for (const { broker } of members) await broker.close();
    },
  };
}

export type Fleet = Awaited<ReturnType<typeof openFleet>>;

/**
 * People who sign in one after the other without a pause, each for the first time, second factor and portal included.
 * `between` lets the person under way arrive first: time that jumps would end a sign-in by itself.
 */
export function startTraffic(house: House, fleet: Fleet) {
  let signedIn = 0;
  let stopped = false;
  let turn: Promise<void> = Promise.resolve();

  /** One at a time: the provider speaks of one person at a time. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work);
    turn = result.then(
      () => {},
      () => {},
    );
    return result;
  }

  async function one(): Promise<void> {
    const number = signedIn + 1;
    const browser = fleet.browser();
    const person = { sub: `t-${number}`, email: `traffic-${number}@borealis.example`, name: 'Tia Traffic' };
    const { answered } = await enrol(house, browser, await arrive(house, browser, house.borealis, person));
    const page = await postAnswer(browser, answered);
    if (page.status !== 200 || page.url !== portals) throw new Error(`sign-in ${number} ended at ${page.url} (${page.status})`);
    signedIn = number;
  }

  const done = (async () => {
    while (!stopped) await inTurn(one);
  })();
  // Told by `stop`; until then nobody looks.
  done.catch(() => {});

  return {
    between: inTurn,
    /** Waits until so many more people have signed in; throws when one could not. */
    async more(people: number): Promise<void> {
      const until = signedIn + people;
      while (signedIn < until && !stopped) await Promise.race([done, inTurn(async () => {})]);
    },
    async stop(): Promise<number> {
      stopped = true;
      await done;
      return signedIn;
    },
  };
}
