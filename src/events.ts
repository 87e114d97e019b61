import { broker } from './broker/client';
import { healBroker } from './broker/push';
import { Fault } from './fault';
import { loadNewestRecord } from './storage/load';

/** What the platform hands to a trigger; only the event's name is read. */
interface LifecycleEvent {
  readonly eventType?: string;
}

/**
 * The app was installed or upgraded: the broker creates or resumes the tenant. Which site it is stands in the signed
 * invocation token, nothing of it is sent along. A failure is thrown so that it shows in the app's log as failed.
 */
export async function onLifecycle(event: LifecycleEvent): Promise<void> {
  await broker.lifecycle(event.eventType === 'avi:forge:installed:app' ? 'installed' : 'upgraded');
}

/** Every five minutes: brings the broker a fresh app token and whatever it lacks of the saved settings. */
export async function onSchedule(): Promise<void> {
  try {
    await healBroker(await loadNewestRecord());
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    console.error('heartbeat failed', { code: error.error.code });
  }
}
