/**
 * Lets the browser ask for a security key or passkey, and posts its answer with the form around. One path for all browsers:
 * `parseCreationOptionsFromJSON` and `toJSON` (WebAuthn 3, 5.1) are younger than keys in use. What it says to people stands in
 * the page.
 */
export const keyScript = `(() => {
  'use strict';
  const place = document.querySelector('[data-key]');
  if (!place) return;
  const form = place.closest('form');
  const answer = form.elements.namedItem('answer');
  const told = place.querySelector('[role=alert]');
  const waiting = place.querySelector('[role=status]');
  const words = JSON.parse(place.dataset.words);
  const isNew = place.dataset.key === 'create';
  answer.value = '';
  place.hidden = false;
  for (const without of form.querySelectorAll('[data-without-script]')) without.hidden = true;

  const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  const text = (buffer) => {
    let letters = '';
    for (const byte of new Uint8Array(buffer)) letters += String.fromCharCode(byte);
    return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  };
  const named = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));
  const asked = () => {
    const { challenge, user, excludeCredentials, allowCredentials, ...rest } = JSON.parse(place.dataset.options);
    return isNew
      ? { ...rest, challenge: bytes(challenge), user: { ...user, id: bytes(user.id) }, excludeCredentials: named(excludeCredentials) }
      : { ...rest, challenge: bytes(challenge), allowCredentials: named(allowCredentials) };
  };
  const answered = ({ id, type, response }) => ({
    id,
    rawId: id,
    type,
    response: isNew
      ? {
          clientDataJSON: text(response.clientDataJSON),
          attestationObject: text(response.attestationObject),
          transports: response.getTransports ? response.getTransports() : [],
        }
      : {
          clientDataJSON: text(response.clientDataJSON),
          authenticatorData: text(response.authenticatorData),
          signature: text(response.signature),
          ...(response.userHandle && response.userHandle.byteLength > 0 ? { userHandle: text(response.userHandle) } : {}),
        },
  });

  let isAsking = false;
  const ask = async (byItself) => {
    if (isAsking) return;
    isAsking = true;
    told.textContent = '';
    waiting.textContent = words.waiting;
    try {
      const publicKey = asked();
      const key = await (isNew ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
      answer.value = JSON.stringify(answered(key));
      form.requestSubmit();
    } catch (error) {
      // Nobody did anything wrong: some browsers want a press of the button first.
      const wantsPress = byItself && error.name === 'NotAllowedError';
      waiting.textContent = wantsPress ? words.press : '';
      if (!wantsPress) told.textContent = words[error.name] || words.other;
    } finally {
      isAsking = false;
    }
  };

  if (!window.PublicKeyCredential || !navigator.credentials) {
    told.textContent = words.unsupported;
    for (const button of place.querySelectorAll('button')) button.remove();
    return;
  }
  form.addEventListener('submit', (event) => {
    if (answer.value !== '') return;
    event.preventDefault();
    ask(false);
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) answer.value = '';
  });
  if (place.dataset.atOnce && document.hasFocus()) ask(true);
})();
`;
