/** Of the phone's script: what it asks the broker. Every reply tells the time there, so that the phone's own clock does not matter. */
export const callsScript = `
  let ahead = Number(place.dataset.now) - Date.now();
  const now = () => Date.now() + ahead;

  const post = async (path, body) => {
    const reply = await fetch(path, {
      method: 'POST', cache: 'no-store', credentials: 'omit',
      headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    const said = await reply.json();
    if (typeof said.now === 'number') ahead = said.now - Date.now();
    return said;
  };
  /** Made anew for a second try where the clocks were apart. */
  const told = async (path, make) => {
    const said = await post(path, await make());
    return said.code === 'phone_clock' ? post(path, await make()) : said;
  };

  const pair = async (typed) => {
    const [code = '', token = null] = typed.split('.');
    const plain = code.toUpperCase().replace(/[\\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
    const key = await makeKey();
    const thumbprint = await thumbprintOf(key);
    const proof = await signed(key.privateKey, ['v1', 'pair', location.origin, plain, thumbprint].join('|'));
    const said = await post('/phone/pair', { code: plain, token, x: key.x, y: key.y, proof, subscription: await subscriptionIfAllowed() });
    if (!said.ok) return said;
    const check = await checkOf(plain, thumbprint);
    const next = { ...key, device: said.device, check, until: now() + 600000 };
    await keepAsNext(next);
    phone = next;
    return said;
  };
  const look = (more) => told('/phone/look', async () => {
    const call = { device: phone.device, time: now(), nonce: base64url(crypto.getRandomValues(new Uint8Array(16))), body: more ? JSON.stringify(more) : '' };
    const text = ['v1', 'look', location.origin, call.device, call.time, call.nonce, call.body].join('|');
    return { ...call, signature: await signed(phone.privateKey, text) };
  });
  const answer = (challenge, decision, number) => told('/phone/answer', async () => {
    const said = { device: phone.device, challenge, number, decision, time: now() };
    const text = ['v1', challenge, number, decision, location.origin, said.time].join('|');
    return { ...said, signature: await signed(phone.privateKey, text) };
  });

  const serverKey = place.dataset.serverKey;
  const canNotify = 'Notification' in window && 'PushManager' in window && 'serviceWorker' in navigator;
  const subscription = async () => {
    const worker = await navigator.serviceWorker.ready;
    const there = await worker.pushManager.getSubscription();
    const sameKey = there && there.options.applicationServerKey && base64url(there.options.applicationServerKey) === serverKey;
    if (there && !sameKey) await there.unsubscribe();
    const key = Uint8Array.from(atob(serverKey.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    const made = sameKey ? there : await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { endpoint, keys } = made.toJSON();
    return { endpoint, p256dh: keys.p256dh.replaceAll('=', ''), auth: keys.auth.replaceAll('=', ''), serverKey };
  };
  /** Push services may be out of reach, or refuse: the page works without them. */
  const subscriptionIfAllowed = async () => {
    if (!canNotify || Notification.permission !== 'granted') return null;
    return Promise.race([subscription(), new Promise((done) => setTimeout(done, 5000, null))]).catch(() => null);
  };
`;
