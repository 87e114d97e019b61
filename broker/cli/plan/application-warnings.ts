import type { Party } from '#contract/settings/party';
import type { Settings } from '#contract/settings/snapshot';
import type { Warning } from './warning.ts';

/** What becomes of people at applications when these settings take the place of those. */
export function applicationWarnings(before: Settings, after: Settings): Warning[] {
  return before.parties.flatMap((old) => {
    const texts = textsFor(old, after.parties.find(({ id }) => id === old.id) ?? null);
    return texts.map((text) => ({ what: `application ${old.id}`, text }));
  });
}

function textsFor(old: Party, now: Party | null): string[] {
  if (now === null) return ['It goes: nobody can sign in to it, and whoever is signed in there is not told of a sign-out any more.'];
  if (old.enabled && !now.enabled) return ['It is switched off: nobody can sign in to it.'];
  const lost = now.connections === null ? [] : (old.connections ?? []).filter((id) => !now.connections?.includes(id));
  return [
    ...(isKnownAnew(old, now) ? ['It is told other names of people: whoever was there before may be somebody new to it.'] : []),
    ...(lost.length > 0 ? [`People of these connections cannot enter it any more: ${lost.join(', ')}.`] : []),
    ...(old.connections === null && now.connections !== null
      ? [`Only people of these connections can enter it from now on: ${now.connections.join(', ')}.`]
      : []),
    ...(old.signedRequests && !now.signedRequests ? ['Its requests need no signature from now on.'] : []),
    ...(old.encryptTo !== null && now.encryptTo === null ? ['What it is told is not encrypted from now on.'] : []),
  ];
}

/** The name of its own for a person hangs on the entity ID; the others on what is told. */
function isKnownAnew(old: Party, now: Party): boolean {
  const { format, value } = now.nameId;
  return old.nameId.format !== format || old.nameId.value !== value || (value === 'subject' && old.entityId !== now.entityId);
}
