/**
 * The only script of the pages, for comfort: everything works without it. It submits a form that asks for it, keeps a
 * form from being sent twice by a double click, closes the menu, copies codes, moves the focus to what a submit got wrong, and tells
 * times in the person's own zone.
 */
export const pageScript = `(() => {
  'use strict';
  const auto = document.querySelector('form[data-auto-submit]');
  if (auto) auto.requestSubmit();
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    if (form.method === 'get') return;
    for (const button of form.querySelectorAll('button[type=submit]')) button.setAttribute('aria-disabled', 'true');
  });
  window.addEventListener('pageshow', () => {
    for (const form of document.forms) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled');
    }
  });
  const menus = () => document.querySelectorAll('details.menu[open]');
  document.addEventListener('click', (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of menus()) { menu.open = false; menu.querySelector('summary').focus(); }
  });
  for (const select of document.querySelectorAll('select[data-submit-on-change]')) {
    select.addEventListener('change', () => select.form.requestSubmit());
  }
  const day = { day: 'numeric', month: 'short', year: 'numeric' };
  const forms = { day, moment: { ...day, hour: '2-digit', minute: '2-digit' } };
  for (const time of document.querySelectorAll('time[data-local]')) {
    time.textContent = new Intl.DateTimeFormat('en-GB', forms[time.dataset.local]).format(new Date(time.dateTime));
  }
  for (const button of document.querySelectorAll('button[data-copy]')) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      const items = [...document.getElementById(button.dataset.copy).children].map((item) => item.textContent.trim());
      await navigator.clipboard.writeText(items.join('\\n'));
      button.textContent = button.dataset.copied;
      button.setAttribute('aria-live', 'polite');
    });
  }
  const wrong = document.querySelector('[aria-invalid=true]');
  if (wrong) wrong.focus();
})();
`;
