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
  // What this phone confirms for, while another pairing has yet to be confirmed.
  let before = null;
${keysScript}${callsScript}${viewsScript}
  const pauseMs = 2000;
  const lookForMs = 120000;
  let lookUntil = 0;
  let isLooking = false;
  let fresh = null;

  /** The pairing that waited comes to nothing. */
  const giveUp = async () => {
    await forgetNext();
    phone = before;
    before = null;
    show('idle');
  };
  const take = async (said) => {
    const isNext = phone.until !== undefined;
    const isOver = said.code === 'phone_unknown' || (said.state === 'pending' && isNext && now() >= phone.until);
    if (isOver && before) { await giveUp(); return; }
    if (isOver) { lookUntil = 0; show('removed'); return; }
    if (!said.ok) { complain(said.code); return; }
    if (trouble.dataset.code === 'offline') calm();
    if (said.state === 'pending') {
      within('pairing', 'check').textContent = threes(phone.check);
      within('pairing', 'keep').hidden = !before;
      show('pairing');
      return;
    }
    if (isNext) {
      const { until, check, ...confirmed } = phone;
      await keepAsThis(confirmed);
      phone = confirmed;
      before = null;
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
        const [given, asked] = [fresh, phone];
        const said = await look(given ? { subscription: given } : null);
        if (said.ok) fresh = null;
        if (phone === asked && shown !== 'replace') await take(said);
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
  /** A link in the hand of somebody who is paired already: it may be somebody else's, so nothing is given up before they said so. */
  const askToReplace = async () => {
    lookUntil = 0;
    const said = await look(null).catch(() => ({}));
    if (said.code === 'phone_unknown') { await forgetAll(); phone = null; begin(); return; }
    const name = within('replace', 'name');
    name.hidden = !said.label;
    name.textContent = name.dataset.text.replace('{name}', () => said.label);
    show('replace');
  };
  onSubmit('replace', async (button) => {
    if (button && button.value === 'replace') { before = phone; phone = null; begin(); return; }
    history.replaceState(null, '', '/phone/');
    show('idle');
    lookAgain();
  });
  onSubmit('pairing', async () => { await giveUp(); lookAgain(); });
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
  onSubmit('removed', async () => { await forgetAll(); phone = null; begin(); });

  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && phone && shown !== 'replace') lookAgain(); });
  const arrive = async () => {
    if (!location.hash.includes('.')) { if (phone) lookAgain(); else begin(); return; }
    if (phone && phone.until === undefined) return askToReplace();
    // One that waits is nobody's yet.
    phone = null;
    begin();
  };
  window.addEventListener('hashchange', arrive);
  const start = async () => {
    if (!window.isSecureContext || !window.indexedDB || !window.crypto || !crypto.subtle) { show('unsupported'); return; }
    if ('serviceWorker' in navigator) {
      navigator.serviceWorker.addEventListener('message', (event) => { if (event.data === 'look' && phone) lookAgain(); });
      navigator.serviceWorker.register('/phone/worker.js', { scope: '/phone/' }).catch(() => undefined);
    }
    try {
      const [confirmed, next] = [(await load('this')) || null, (await load('next')) || null];
      const isWaiting = next && now() < next.until;
      phone = isWaiting ? next : confirmed;
      before = isWaiting ? confirmed : null;
    } catch { show('unsupported'); return; }
    await arrive();
    if (!phone) return;
    fresh = await subscriptionIfAllowed();
  };
  start();
})();
`;
