import { afterAll, beforeAll, test } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchChromium } from '../chromium.ts';
import { type Demo, startDemo } from '../demo.ts';
import { type DemoPerson, signInFirstTime } from './sign-in.ts';
import { aVisitor, telling, type Visitor } from './visitor.ts';

/** Installing a browser and starting the demo may take minutes on a fresh machine. */
const startPatienceMs = 400_000;
const testPatienceMs = 120_000;

/** Everything a browser keeps of its visits, to give it to another. */
export type Cookies = Exclude<BrowserContextOptions['storageState'], string | undefined>;

/** One demo and one browser for all tests of a file. */
export interface Stage {
  readonly demo: Demo;
  readonly browser: Browser;
  readonly portals: string;
  readonly requests: string;
  /** Signs somebody in who has no second factor yet, and keeps their cookies. */
  signedIn(person: DemoPerson): Promise<{ cookies: Cookies; key: string; recoveryCodes: string[] }>;
}

/** Opens the stage before the tests of this file, and `prepare`s what they share; gives it to each when it runs. */
export function openStage(prepare: (stage: Stage) => Promise<void> = async () => undefined): () => Stage {
  let stage: Stage | undefined;
  beforeAll(async () => {
    const [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
    const portals = `${demo.at.acmePortal}/servicedesk/customer/portals`;
    stage = {
      demo,
      browser,
      portals,
      requests: `${demo.at.acmePortal}/servicedesk/customer/user/requests`,
      async signedIn(person) {
        const visitor = await aVisitor(browser);
        const proofs = await telling({ [person.name]: visitor }, () => signInFirstTime(visitor.page, portals, person));
        const cookies = await visitor.context.storageState();
        await visitor.context.close();
        return { cookies, ...proofs };
      },
    };
    await prepare(stage);
  }, startPatienceMs);
  afterAll(async () => {
    await stage?.browser.close();
    await stage?.demo.stop();
  }, 30_000);
  return () => {
    if (stage === undefined) throw new Error('the stage opens before the tests, not while they are told');
    return stage;
  };
}

/**
 * A test with visitors of its own, each with the options given; when it fails, their screens are told. Scenes of one
 * `describe` play at the same time: browser and broker wait for each other most of the time.
 */
export function scene(
  name: string,
  stage: () => Stage,
  options: () => readonly BrowserContextOptions[],
  work: (...visitors: [Visitor, ...Visitor[]]) => Promise<void>,
): void {
  test.concurrent(
    name,
    async () => {
      const visitors = await Promise.all(options().map((each) => aVisitor(stage().browser, each)));
      const [first, ...others] = visitors;
      if (first === undefined) throw new Error('a scene needs a visitor');
      await telling(Object.fromEntries(visitors.map((visitor, index) => [`visitor ${index + 1}`, visitor])), () => work(first, ...others));
      await Promise.all(visitors.map(({ context }) => context.close()));
    },
    testPatienceMs,
  );
}
