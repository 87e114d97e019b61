import type { ProviderForm } from '../form/provider-form.ts';

const ada = { email: 'ada@borealis.example', firstName: 'Ada', lastName: 'Lindqvist', displayName: 'Ada Lindqvist' } as const;
const groups = ['help-desk', 'all-staff'];

/** Somebody made up, in the places that the mapping names, so that the form can be tried before anybody signs in. */
export function sampleFor(form: ProviderForm): string {
  const { mapping, protocol } = form;
  const said = { email: ada.email, firstName: ada.firstName, lastName: ada.lastName, displayName: ada.displayName };
  const named = Object.entries(said).map(([name, value]): [string, string] => [mapping[name as keyof typeof said], value]);
  if (protocol === 'saml') {
    const subject: [string, string][] =
      form.saml.subjectKind === 'attribute'
        ? [[form.saml.subjectAttribute, '8f9c2d3e']]
        : mapping.email === 'NameID'
          ? []
          : [['NameID', 'u-4711']];
    const listed = groups.map((group): [string, string] => [mapping.groups, group]);
    return [...subject, ...named, ...(mapping.groups === '' ? [] : listed)]
      .filter(([name]) => name !== '')
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n');
  }
  const own: [string, unknown][] =
    protocol === 'oauth2'
      ? [
          [form.oauth2.subject, 4711],
          [form.oauth2.emailVerified, true],
        ]
      : [
          ['sub', 'u-4711'],
          ['email_verified', true],
        ];
  const document: Record<string, unknown> = {};
  for (const [path, value] of [...own, ...named, [mapping.groups, groups] as const]) {
    // A claim of OpenID Connect has a name, dots and all; plain OAuth has paths.
    put(document, protocol === 'oauth2' ? path.replace(/\[.*$/, '').split('.') : [path], value);
  }
  return JSON.stringify(document, null, 2);
}

function put(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (name === '') return;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const inner = into[name];
  const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
  into[name] = next;
  put(next, rest, value);
}
