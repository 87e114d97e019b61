import { createServer } from 'node:net';

/** The broker of the demo and its neighbours, from one base upwards. */
export interface DemoPorts {
  readonly broker: number;
  readonly jira: number;
  readonly providers: number;
  readonly authenticator: number;
  readonly admin: number;
  readonly saml: number;
  readonly messages: number;
}

export function demoPorts(base: number): DemoPorts {
  return {
    broker: base,
    jira: base + 1,
    providers: base + 2,
    authenticator: base + 3,
    admin: base + 4,
    saml: base + 5,
    messages: base + 6,
  };
}

/** Names of the ports that somebody else holds already. */
export async function busyPorts(ports: DemoPorts): Promise<string[]> {
  const checks = Object.entries(ports).map(async ([name, port]) => ((await isFree(port as number)) ? [] : [`${port} (${name})`]));
  return (await Promise.all(checks)).flat();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}
