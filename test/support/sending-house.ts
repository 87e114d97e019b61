/** A house that sends through stand-ins which speak the real protocols, and people who read what arrives. */
import type { Methods } from '#contract/settings/methods';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import { type Messages, startMessages } from '../../sandbox/messages/app.ts';
import type { MessageKind, SentMessage } from '../../sandbox/messages/outbox.ts';
import { eventually } from './eventually.ts';
import { type HouseWish, openHouse } from './house.ts';
import { sendersTo } from './senders.ts';
import { methodsWith } from './sent-codes.ts';

const off = { enabled: false } as const;

/** Nothing but what is sent, and recovery codes; parts of it as told. */
export function sentMethods(more: Partial<Methods> = {}): Methods {
  const all = methodsWith();
  return {
    ...all,
    webauthn: { ...all.webauthn, ...off },
    push: { ...all.push, ...off },
    totp: { ...all.totp, ...off },
    'temporary-pass': off,
    'email-code': { ...all['email-code'], ...off },
    ...more,
  };
}

export const withEmail: Partial<Methods> = { 'email-code': { enabled: true, minutes: 10 } };
export const withoutSms: Partial<Methods> = { 'sms-code': { ...methodsWith()['sms-code'], enabled: false } };

export async function openSendingHouse({ methods = sentMethods(), ...wish }: HouseWish & { methods?: Methods } = {}) {
  const messages: Messages = await startMessages({ port: 0 });
  const { mail, senders, outbound } = sendersTo(messages);
  const house = await openHouse({ mail, senders, outbound, secondFactor: { ...recommendedSecondFactor, methods }, ...wish });
  let read = 0;
  return {
    ...house,
    messages,
    /** The next message that nobody has read, when it is there; it must be of this kind. */
    async message(kind: MessageKind): Promise<SentMessage> {
      const unread = () => messages.outbox.list().toReversed()[read];
      await eventually(() => unread() !== undefined, `a message (${kind})`);
      const next = unread();
      if (next?.kind !== kind) throw new Error(`another message came: ${next?.subject ?? next?.text}`);
      read += 1;
      return next;
    },
    /** All that was not read yet is put aside, notices under way too. */
    async skipMessages(): Promise<void> {
      for (const broker of house.brokers) await broker.notices.settled();
      read = messages.outbox.list().length;
    },
    async close(): Promise<void> {
      await house.close();
      await messages.close();
    },
  };
}

export type SendingHouse = Awaited<ReturnType<typeof openSendingHouse>>;
