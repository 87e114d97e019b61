// What an answer has room for beside everything else: parties take 256 KB of XML, in which a letter takes up to five bytes
// and a group 45 more; and of characters that are written by reference they take one for every 20 bytes.
const maxGroups = 1_000;
const maxCharacters = 30_000;
const maxReferencesPerGroup = 2;

/**
 * The groups that a party is told, or null for unknown: what the provider did not tell, and more of them than an answer
 * holds. Unknown groups open nothing and remove nothing; a part of them would look like all.
 */
export function releasedGroups(groups: readonly string[] | null): readonly string[] | null {
  if (groups === null || groups.length > maxGroups) return null;
  const text = groups.join('');
  const references = text.match(/[&<>\r]/g)?.length ?? 0;
  return text.length > maxCharacters || references > maxReferencesPerGroup * groups.length ? null : groups;
}
