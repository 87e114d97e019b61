import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { openHouse } from '../../support/house.ts';

test('what arrives on an open connection while the broker stops is answered, and the connection closed', async () => {
  const house = await openHouse();
  const { app } = house.broker;
  let goOn = () => {};
  let stopping = () => {};
  const begun = new Promise<void>((resolve) => {
    stopping = resolve;
  });
  app.addHook('preClose', async () => {
    stopping();
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const readyz = () =>
    new Promise<{ status: number | undefined; connection: string | undefined; reused: boolean }>((done, fail) => {
      const sent = get({ agent, host: '127.0.0.1', port, path: '/readyz' }, (response) => {
        response.resume().on('end', () => {
          done({ status: response.statusCode, connection: response.headers.connection, reused: sent.reusedSocket });
        });
      }).on('error', fail);
    });

  expect(await readyz()).toMatchObject({ status: 200, connection: 'keep-alive' });
  const closed = house.close();
  await begun;
  expect(await readyz()).toEqual({ status: 200, connection: 'close', reused: true });
  goOn();
  await closed;
  agent.destroy();
});
