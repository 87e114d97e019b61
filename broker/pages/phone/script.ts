import { callsScript } from './calls-script.ts';
import { keysScript } from './keys-script.ts';
import { viewsScript } from './views-script.ts';

/**
 * The script of the phone's page. Requests are looked for every two seconds for two minutes after the page was opened, was looked
 * at again or was woken up, so that everything works where no push service does.
 */
export const phoneScript = `(() => {
  'use strict';
  const place = document.querySelector('[data-phone]');
  if (!place) return;
  let phone = null;
${keysScript}${callsScript}${viewsScript}
  const pauseMs = 2000;
  const lookForMs = 120000;
  let lookUntil = 0;
  let isLooking = false;
  let fresh = null;

  const take = (said) => {
    if (said.code === 'phone_unknown') { lookUntil = 0; show('removed'); return; }
    if (!said.ok) { complain(said.code); return; }
    if (trouble.dataset.code === 'offline') calm();
    if (said.state === 'pending') {
      within('pairing', 'check').textContent = threes(phone.check);
      show('pairing');
      return;
    }
    within('idle', 'name').textContent = within('idle', 'name').dataset.text.replace('{name}', () => said.label);
    showNotifying(said.wakes);
    const [next] = said.requests;
    if (next) showRequest(next);
    else if (shown !== 'done') { request = null; show('idle'); }
  };
  const mark = () => {
    const looks = Date.now() < lookUntil;
    within('idle', 'looking').hidden = !looks;
    within('idle', 'stopped').hidden = looks;
    within('idle', 'again').hidden = looks;
  };
  const round = async () => {
    if (isLooking) return;
    isLooking = true;
    while (phone && Date.now() < lookUntil) {
      mark();
      try {
        const given = fresh;
        const said = await look(given ? { subscription: given } : null);
        if (said.ok) fresh = null;
        take(said);
      } catch { complain('offline'); }
      await new Promise((done) => setTimeout(done, pauseMs));
    }
    isLooking = false;
    mark();
  };
  const lookAgain = () => { lookUntil = Date.now() + lookForMs; return round(); };

  const begin = () => {
    const [, given = ''] = location.hash.split('#');
    const field = within('unpaired', 'code');
    if (given.includes('.')) {
      field.dataset.link = given;
      field.value = given.split('.')[0].replace(/(.{4})(?=.)/g, '$1-');
    }
    const isApple = /iP(hone|ad|od)/.test(navigator.userAgent) || (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1);
    within('unpaired', 'iphone').hidden = !(isApple && navigator.standalone !== true);
    show('unpaired');
  };
  onSubmit('unpaired', async () => {
    const field = within('unpaired', 'code');
    const link = field.dataset.link || '';
    const plain = (text) => text.replace(/[\\s-]/g, '').toUpperCase();
    // The link is stronger than its code alone, as long as nobody has typed another.
    const said = await pair(plain(link.split('.')[0]) === plain(field.value) && link !== '' ? link : field.value);
    if (!said.ok) { complain(said.code); return; }
    history.replaceState(null, '', '/phone/');
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => false);
    lookAgain();
  });
  onSubmit('request', async (button) => {
    const decision = button ? button.value : 'approve';
    const number = decision === 'approve' ? within('request', 'number').value.replace(/[\\s-]/g, '') : '';
    const said = await answer(request.id, decision, number);
    if (said.ok) { showDone(decision); return; }
    if (said.code === 'phone_unknown') { show('removed'); return; }
    within('request', 'number').value = '';
    if (said.code === 'request_over') { request = null; show('idle'); }
    complain(said.code);
  });
  onSubmit('done', async () => { shown = ''; show('idle'); lookAgain(); });
  onSubmit('idle', async (button) => {
    if (button && button.value === 'notify') {
      const permission = await Notification.requestPermission();
      fresh = permission === 'granted' ? await subscriptionIfAllowed() : null;
      hasFailed = permission === 'granted' && fresh === null;
      showNotifying(false);
    }
    lookAgain();
  });
  onSubmit('removed', async () => { await forget(); phone = null; begin(); });

  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && phone) lookAgain(); });
  window.addEventListener('hashchange', () => { if (!phone) begin(); });
  const start = async () => {
    if (!window.isSecureContext || !window.indexedDB || !window.crypto || !crypto.subtle) { show('unsupported'); return; }
    if ('serviceWorker' in navigator) {
      navigator.serviceWorker.addEventListener('message', (event) => { if (event.data === 'look' && phone) lookAgain(); });
      navigator.serviceWorker.register('/phone/worker.js', { scope: '/phone/' }).catch(() => undefined);
    }
    try { phone = (await load()) || null; } catch { show('unsupported'); return; }
    // A link in the hand of somebody who is paired already: they want this phone for another account, or again.
    if (!phone || location.hash.includes('.')) { phone = null; begin(); return; }
    lookAgain();
    fresh = await subscriptionIfAllowed();
  };
  start();
})();
`;
