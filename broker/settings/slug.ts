/** `{slug}-login` must be one DNS label (63 characters, RFC 1035), and a number may be added to a name that is taken. */
const maxSlugLength = 48;
const loginSuffix = '-login';

/** Names that somebody could take for a host of the broker itself, or that operators give to other things. */
const reserved = new Set(
  'admin api app apps assets auth blog broker cdn console dashboard dev docs forge gatehouse help id localhost login mail metrics ns ns1 ns2 portal root security smtp sso static status support test www'.split(
    ' ',
  ),
);

/** What is wrong with a name for a tenant, as a sentence for the operator; null when it can be used. */
export function slugProblem(slug: string): string | null {
  if (slug.length > maxSlugLength) return `must have at most ${maxSlugLength} characters`;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return 'may hold lower-case letters, digits and single hyphens between them';
  // `xn--` and its like are caught by the rule above: a double hyphen is never allowed.
  if (slug.endsWith(loginSuffix)) return `must not end with "${loginSuffix}", which marks login hosts`;
  if (reserved.has(slug)) return 'is reserved';
  return null;
}

/**
 * A name from the address of a Jira site (`https://acme.atlassian.net` gives `acme`), safe as a host whatever the site is
 * called. A name that would be reserved gets `-site` behind it.
 */
export function slugOfSite(siteUrl: string | null): string {
  const host = siteUrl !== null && URL.canParse(siteUrl) ? new URL(siteUrl).hostname : '';
  // Only Atlassian's own names are given once; of a custom domain the first label could be anybody's.
  const label = /^([^.]+)\.atlassian\.(?:net|localhost)$/.exec(host)?.[1] ?? host;
  const safe = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, maxSlugLength - 8)
    .replace(/^-+|-+$/g, '');
  if (safe === '') return 'site';
  return slugProblem(safe) === null ? safe : `${safe}-site`;
}

/** The name itself, then with -2, -3 ... for when it is taken. */
export function* slugCandidates(slug: string, count: number): Generator<string> {
  yield slug;
  for (let number = 2; number <= count; number += 1) yield `${slug}-${number}`;
}
