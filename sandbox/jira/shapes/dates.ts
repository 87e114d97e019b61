/** JSM's DateDTO; `jira` carries the zone without a colon, as the platform writes times. */
export function dateDto(at: number) {
  const iso = new Date(at).toISOString();
  return { iso8601: iso.replace(/\.\d{3}Z$/, '+0000'), jira: jiraTime(at), friendly: friendly(iso), epochMillis: at };
}

/** For example `2026-11-21T09:30:00.000+0000`. */
export function jiraTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function friendly(iso: string): string {
  const month = months[Number(iso.slice(5, 7)) - 1] ?? '';
  return `${iso.slice(8, 10)}/${month}/${iso.slice(2, 4)} ${iso.slice(11, 16)}`;
}
