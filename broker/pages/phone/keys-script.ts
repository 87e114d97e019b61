/** Of the phone's script: the key, which leaves this browser in no form, and what it signs. The texts are those of `broker/domain/phone-texts.ts`. */
export const keysScript = `
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const bytesOf = (text) => new TextEncoder().encode(text);
  const base64url = (buffer) => {
    let letters = '';
    for (const byte of new Uint8Array(buffer)) letters += String.fromCharCode(byte);
    return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  };
  const sha256 = (text) => crypto.subtle.digest('SHA-256', bytesOf(text));
  const signed = async (key, text) => base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytesOf(text)));

  const makeKey = async () => {
    const pair = await crypto.subtle.generateKey(curve, false, ['sign', 'verify']);
    const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    return { privateKey: pair.privateKey, x, y };
  };
  const thumbprintOf = async ({ x, y }) => base64url(await sha256(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })));
  const checkOf = async (code, thumbprint) => {
    const digest = new DataView(await sha256(['v1', 'check', code, thumbprint].join('|')));
    return String(digest.getUint32(0) % 1000000).padStart(6, '0');
  };

  const kept = (mode, work) => new Promise((done, fail) => {
    const opening = indexedDB.open('gatehouse-phone', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('phone');
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction('phone', mode);
      const asked = work(transaction.objectStore('phone'));
      transaction.oncomplete = () => { database.close(); done(asked.result); };
      transaction.onerror = transaction.onabort = () => { database.close(); fail(transaction.error); };
    };
  });
  // 'this': the phone as its computer has confirmed it. 'next': one that waits for that, and takes the place of the first only then.
  const load = (name) => kept('readonly', (store) => store.get(name));
  const keepAsNext = (next) => kept('readwrite', (store) => store.put(next, 'next'));
  const keepAsThis = (confirmed) => kept('readwrite', (store) => { store.put(confirmed, 'this'); return store.delete('next'); });
  const forgetNext = () => kept('readwrite', (store) => store.delete('next'));
  const forgetAll = () => kept('readwrite', (store) => store.clear());
`;
