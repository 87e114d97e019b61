/** The companies of the demo and their people, as their own identity providers know them. */
export interface SandboxPerson {
  /** The provider's stable name of the person, `sub`. */
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  /** May be switched by `OidcProviders.setEmailVerified`. */
  readonly emailVerified: boolean;
  readonly groups: readonly string[];
  /** What the sign-in page shows below the name. */
  readonly role: string;
}

export interface SandboxCompany {
  /** First label of the provider's host. */
  readonly key: string;
  readonly name: string;
  readonly domain: string;
  /** Accent of its pages, readable below white text. */
  readonly colour: string;
  readonly people: readonly SandboxPerson[];
}

const borealis: SandboxCompany = {
  key: 'borealis',
  name: 'Borealis Shipping',
  domain: 'borealis.example',
  colour: '#0b5c6b',
  people: [
    person('ada', 'Ada', 'Aalto', 'borealis.example', ['borealis-harbour', 'borealis-managers'], 'Harbour master'),
    person('bo', 'Bo', 'Berg', 'borealis.example', ['borealis-crew'], 'Chief engineer'),
    person('cleo', 'Cleo', 'Conti', 'borealis.example', ['borealis-office'], 'Freight desk'),
  ],
};

const kestrel: SandboxCompany = {
  key: 'kestrel',
  name: 'Kestrel Robotics',
  domain: 'kestrel.example',
  colour: '#7a3e12',
  people: [
    person('dev', 'Dev', 'Desai', 'kestrel.example', ['kestrel-engineering', 'kestrel-managers'], 'Head of engineering'),
    person('eli', 'Eli', 'Evans', 'kestrel.example', ['kestrel-engineering'], 'Robot technician'),
    person('faye', 'Faye', 'Fontaine', 'kestrel.example', ['kestrel-purchasing'], 'Purchasing'),
  ],
};

/** Its provider speaks SAML 2.0. */
export const aurora: SandboxCompany = {
  key: 'aurora',
  name: 'Aurora Lines',
  domain: 'aurora.example',
  colour: '#4b3a86',
  people: [
    person('greta', 'Greta', 'Gauß', 'aurora.example', ['aurora-pilots', 'aurora-managers'], 'Chief pilot'),
    person('hugo', 'Hugo', 'Hansen', 'aurora.example', ['aurora-pilots'], 'Pilot'),
    person('ines', 'Inés', 'Ibáñez & Söhne', 'aurora.example', ['aurora-ground'], 'Ground service'),
  ],
};

export const sandboxCompanies: readonly SandboxCompany[] = [borealis, kestrel];

function person(
  key: string,
  givenName: string,
  familyName: string,
  domain: string,
  groups: readonly string[],
  role: string,
): SandboxPerson {
  // The subject is nothing that a person would recognise, as with real providers.
  const id = `${domain.split('.')[0]}|${Buffer.from(`${key}@${domain}`).toString('hex').slice(0, 12)}`;
  return { id, givenName, familyName, email: `${key}@${domain}`, emailVerified: true, groups, role };
}
