import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { demoSites } from '../sandbox/jira/seed.ts';
import { createJiraSimulator } from '../sandbox/jira/simulator.ts';

/** How the provider behaves: its people sign in one after the other, in a circle. */
export interface ProviderBehaviour {
  readonly people: number;
  /** The number of the first of them. */
  readonly first: number;
  /** Groups of each person; about 50 bytes each. */
  readonly groups: number;
  /** `foreign`: ID tokens are signed with a key that is not published. */
  readonly signature: 'good' | 'foreign';
}

/** What a broker needs around it to sign people in: Jira in this process, a provider in one of its own. */
export interface Neighbours {
  readonly jiraUrl: string;
  readonly issuer: string;
  /** Where a broker must be allowed to call. */
  readonly outboundAllow: readonly string[];
  /** From now on the provider behaves so, starting with its first person. */
  behave(wanted: Partial<ProviderBehaviour>): Promise<void>;
  close(): Promise<void>;
}

const usual: ProviderBehaviour = { people: 40, first: 0, groups: 2, signature: 'good' };

/** Here thousands of people come for the first time within seconds: what Jira says to that is not what is measured. */
const limits = { burst: { capacity: 1e6, refillPerSecond: 1e6 }, perIssueWrites: { count: 1e6, windowMs: 1_000 }, penaltyMs: 0 };

export async function openNeighbours(): Promise<Neighbours> {
  const jira = createJiraSimulator({ sites: demoSites(Date.now()), limits });
  const jiraUrl = `http://acme-jira.localhost:${(await jira.listen(0)).port}`;
  const { child, issuer } = await startProvider();
  return {
    jiraUrl,
    issuer,
    outboundAllow: [jiraUrl, issuer],
    behave: (wanted) =>
      new Promise((done) => {
        child.once('message', () => done());
        child.send({ ...usual, ...wanted });
      }),
    async close() {
      child.kill();
      await jira.close();
    },
  };
}

function startProvider(): Promise<{ child: ChildProcess; issuer: string }> {
  const child = fork(join(import.meta.dirname, 'oidc-provider.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  return new Promise((done, fail) => {
    child.once('exit', () => fail(new Error('the provider ended by itself')));
    child.stdout?.once('data', (line: Buffer) => done({ child, issuer: (JSON.parse(line.toString()) as { issuer: string }).issuer }));
  });
}
