/** jsdom has the dialog element but not its modal state; the focus and the open attribute are what the page relies on. */
const before = new WeakMap<HTMLDialogElement, Element | null>();

HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
  before.set(this, document.activeElement);
  this.setAttribute('open', '');
  this.querySelector<HTMLElement>('button, input, select, textarea')?.focus();
};

HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
  this.removeAttribute('open');
  const focused = before.get(this);
  if (focused instanceof HTMLElement) focused.focus();
};

export {};
