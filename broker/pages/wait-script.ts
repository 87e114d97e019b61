/**
 * Waits on a sign-in page for what the person does on another device, and goes on by itself: `submit` posts the form around,
 * `reload` loads the page again. Everything works without it, by the button of the same form.
 */
export const waitScript = `(() => {
  'use strict';
  const place = document.querySelector('[data-elsewhere]');
  if (!place) return;
  const form = place.closest('form');
  const pauseMs = 1500;
  place.hidden = false;
  let isOver = false;
  // Not reload(): this page may be the answer to a form, and that is not to be sent again.
  const again = () => location.replace(location.pathname + location.search);
  const goOn = () => {
    isOver = true;
    if (place.dataset.elsewhere === 'reload') again();
    else form.requestSubmit();
  };
  const ask = async () => {
    try {
      const reply = await fetch(location.pathname + '/state' + location.search, { cache: 'no-store', credentials: 'same-origin' });
      const { state } = reply.ok ? await reply.json() : { state: reply.status >= 500 || reply.status === 429 ? 'waiting' : 'gone' };
      if (isOver) return;
      if (state === 'gone') { isOver = true; again(); return; }
      if (state !== 'waiting') { goOn(); return; }
    } catch {
      // No network for a moment: it is asked again.
    }
    setTimeout(ask, pauseMs);
  };
  form.addEventListener('submit', () => { isOver = true; });
  window.addEventListener('pageshow', (event) => { if (event.persisted) again(); });
  setTimeout(ask, pauseMs);
})();
`;
