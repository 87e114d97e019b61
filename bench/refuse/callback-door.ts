import { inParallel } from '../measure.ts';
import { type Knock, refused, type Street } from './door.ts';

/** Where providers send people back to. */
export async function callbackDoor({ client, visitor, neighbours }: Street): Promise<readonly Knock[]> {
  const callback = `${visitor.login}/callback/bench-0`;
  const junk = (query: string) => client.call(`${callback}?${query}`);
  /** Logins under way, each at the point where its browser comes back. */
  const underWay = (count: number) => inParallel(count, 4, async () => visitor.toProvider((await visitor.ask()).location));
  const post = (body: string, contentType: string) => client.call(callback, { method: 'POST', body, contentType });
  const against = 'callback.good';

  return [
    {
      name: 'callback.good',
      against: null,
      prepare: async (count) =>
        (await underWay(count)).map(
          ({ back, cookie }) =>
            () =>
              client.call(back, { cookie }),
        ),
    },
    { name: 'callback.junk', against, prepare: refused(() => junk('code=x&state=y')) },
    { name: 'callback.unknown', against, prepare: refused(() => junk(`code=x&state=${'a'.repeat(22)}.${'b'.repeat(43)}`)) },
    { name: 'callback.parameters', against, prepare: refused(() => junk(`code=x&state=y${'&a'.repeat(6_500)}`)) },
    { name: 'callback.json.60', against, prepare: refused(() => post(`[${'[],'.repeat(20_000)}[]]`, 'application/json')) },
    { name: 'callback.form.60', against, prepare: refused(() => post('a&'.repeat(30_000), 'application/x-www-form-urlencoded')) },
    {
      // Stolen in the address bar, without the cookie of the browser that began.
      name: 'callback.other-browser',
      against,
      prepare: async (count) =>
        (await underWay(count)).map(
          ({ back }) =>
            () =>
              client.call(back),
        ),
    },
    {
      // The provider is asked, and says no.
      name: 'callback.code',
      against,
      prepare: async (count) =>
        (await underWay(count)).map(
          ({ back, cookie }) =>
            () =>
              client.call(back.replace(/code=[^&]+/, 'code=junk'), { cookie }),
        ),
    },
    {
      name: 'callback.id-token',
      against,
      async prepare(count) {
        const logins = await underWay(count);
        await neighbours.behave({ signature: 'foreign' });
        return logins.map(
          ({ back, cookie }) =>
            () =>
              client.call(back, { cookie }),
        );
      },
      afterwards: () => neighbours.behave({}),
    },
    { name: 'factor.unknown', against, prepare: refused(() => client.call(`${visitor.login}/second-factor/${'a'.repeat(22)}`)) },
  ];
}
