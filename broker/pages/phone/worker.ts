import { phoneTexts } from '#contract/messages/en/phone';

/**
 * The service worker of the phone's page: it is woken up, says so, and opens the page. It keeps no file and answers no request.
 * What a message brings is not read: what waits is asked of the broker, signed.
 */
export const phoneWorker = `'use strict';
const notice = ${JSON.stringify(phoneTexts.notice)};
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });
const ours = (page) => new URL(page.url).pathname.startsWith('/phone/');
self.addEventListener('push', (event) => event.waitUntil((async () => {
  for (const page of (await pages()).filter(ours)) page.postMessage('look');
  await self.registration.showNotification(notice.title, {
    body: notice.body, tag: 'sign-in', renotify: true, requireInteraction: true, icon: '/phone/icon-192.png',
  });
})()));
self.addEventListener('notificationclick', (event) => event.waitUntil((async () => {
  event.notification.close();
  const [page] = (await pages()).filter(ours);
  if (!page) return self.clients.openWindow('/phone/');
  page.postMessage('look');
  return page.focus();
})()));
`;
