/** Of the phone's script: which part of the page is seen, and what its buttons do. All words stand in the page. */
export const viewsScript = `
  const part = (name) => place.querySelector('[data-part=' + name + ']');
  const within = (name, what) => part(name).querySelector('[data-is=' + what + '], input[name=' + what + ']');
  const trouble = part('trouble');
  const words = JSON.parse(place.dataset.words);
  let shown = '';
  const show = (name) => {
    if (shown === name) return;
    shown = name;
    for (const each of place.querySelectorAll('[data-part]')) if (each !== trouble) each.hidden = each.dataset.part !== name;
    const heading = part(name).querySelector('h1');
    if (heading) heading.focus();
  };
  const complain = (code) => {
    const said = words[code] || words.internal;
    for (const key of ['title', 'text', 'action']) trouble.querySelector('[data-is=' + key + ']').textContent = said[key];
    trouble.dataset.code = code;
    trouble.hidden = false;
  };
  const calm = () => { trouble.hidden = true; trouble.dataset.code = ''; };
  const busy = (form, work) => async (event) => {
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = 'yes';
    calm();
    try { await work(event.submitter); } catch { complain('offline'); } finally { delete form.dataset.busy; }
  };
  const onSubmit = (name, work) => {
    for (const form of part(name).querySelectorAll('form')) form.addEventListener('submit', busy(form, work));
  };
  const threes = (digits) => digits.slice(0, 3) + ' ' + digits.slice(3);

  let request = null;
  const showRequest = (next) => {
    if (request && request.id === next.id && shown === 'request') return;
    request = next;
    const names = new Intl.DisplayNames(['en'], { type: 'region' });
    const unknown = part('request').dataset.unknown;
    within('request', 'entering').textContent = next.entering;
    within('request', 'entering-row').hidden = next.entering === next.site;
    within('request', 'site').textContent = next.site;
    within('request', 'browser').textContent = next.browser || unknown;
    within('request', 'address').textContent = next.address;
    within('request', 'country').textContent = next.country ? names.of(next.country) : unknown;
    within('request', 'dbip').hidden = !next.isDbip;
    const time = within('request', 'time');
    time.dateTime = new Date(next.askedAt).toISOString();
    time.textContent = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(next.askedAt));
    within('request', 'number').value = '';
    within('request', 'not-me').open = false;
    calm();
    show('request');
  };
  /** What was announced has its answer. */
  const clearNotices = async () => {
    const worker = 'serviceWorker' in navigator && (await navigator.serviceWorker.getRegistration('/phone/'));
    if (worker && worker.getNotifications) for (const each of await worker.getNotifications()) each.close();
  };
  const showDone = (decision) => {
    clearNotices().catch(() => undefined);
    for (const each of part('done').querySelectorAll('[data-decision]')) each.hidden = each.dataset.decision !== decision;
    request = null;
    show('done');
    const heading = part('done').querySelector('[data-decision=' + decision + '] h1');
    if (heading) heading.focus();
  };
  let hasFailed = false;
  const showNotifying = (wakes) => {
    const asks = hasFailed ? 'failed' : 'off';
    const state = !canNotify ? 'none' : Notification.permission === 'denied' ? 'refused' : wakes ? 'on' : asks;
    for (const each of part('idle').querySelectorAll('[data-notify]')) each.hidden = each.dataset.notify !== state;
  };
`;
