import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeKeys } from './keys.ts';
import { type PhpValue, phpValue } from './php.ts';
import { installSimpleSamlPhp, simpleSamlPhp } from './simplesamlphp.ts';
import { overTheWire } from './way.ts';

/** What the application says of the visitor, as it has learnt it. */
export interface Told {
  readonly nameId: { readonly value: string; readonly format: string | null };
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly context: string | null;
}

const start = `require_once('${simpleSamlPhp}/lib/_autoload.php');
$application = new \\SimpleSAML\\Auth\\Simple($_GET['as']);
`;

/** The pages of an installation. `page` is behind the sign-in and says in JSON whom it takes the visitor for. */
const pages = (origin: string) => ({
  page: `<?php
${start}
$asked = [];
if (isset($_GET['context'])) $asked['saml:AuthnContextClassRef'] = $_GET['context'];
if (isset($_GET['passive'])) $asked += ['isPassive' => true, 'ErrorURL' => '${origin}/failed.php'];
if (isset($_GET['force'])) $application->login($asked + ['ForceAuthn' => true, 'ReturnTo' => '${origin}/page.php?as=' . $_GET['as']]);
$application->requireAuth($asked);
$name = $application->getAuthData('saml:sp:NameID');
header('Content-Type: application/json');
echo json_encode([
    'told' => [
        'nameId' => ['value' => $name->getValue(), 'format' => $name->getFormat()],
        'attributes' => (object) $application->getAttributes(),
        'context' => $application->getAuthData('saml:sp:AuthnContext'),
    ],
    'address' => $_SERVER['REQUEST_URI'],
], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
`,
  failed: `<?php
require_once('${simpleSamlPhp}/lib/_autoload.php');
$state = \\SimpleSAML\\Auth\\State::loadExceptionState();
header('Content-Type: text/plain');
echo 'refused: ' . get_class($state[\\SimpleSAML\\Auth\\State::EXCEPTION_DATA]);
`,
  leave: `<?php
${start}
$application->logout('${origin}/left.php?as=' . $_GET['as']);
`,
  left: `<?php
${start}
header('Content-Type: text/plain');
echo $application->isAuthenticated() ? 'still here' : 'gone';
`,
});

/**
 * SimpleSAMLphp as a service provider with several applications (its "authsources"), each with options of its own. It
 * trusts the broker when it has the broker's metadata: `trust`.
 */
export function installApplication(at: {
  folder: string;
  name: string;
  port: number;
  brokerName: string;
  applications: Readonly<Record<string, Readonly<Record<string, PhpValue>>>>;
}) {
  const keys = writeKeys(at.folder, `${at.name}-key`);
  const authSources = Object.fromEntries(
    Object.entries(at.applications).map(([id, options]): [string, PhpValue] => [
      id,
      {
        '0': 'saml:SP',
        entityID: `http://${at.name}.localhost/${id}`,
        idp: at.brokerName,
        privatekey: keys.keyFile,
        certificate: keys.certificateFile,
        'sign.authnrequest': true,
        'sign.logout': true,
        'validate.logout': true,
        NameIDPolicy: { Format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', AllowCreate: true },
        ...options,
      },
    ]),
  );
  const installation = installSimpleSamlPhp({ ...at, isProvider: false, authSources, keys });
  const { origin, metadata } = installation;
  for (const [name, text] of Object.entries(pages(origin))) writeFileSync(join(installation.pages, `${name}.php`), text);
  const entries = join(metadata, 'entries');
  mkdirSync(entries);
  writeFileSync(
    join(metadata, 'saml20-idp-remote.php'),
    `<?php
foreach (glob(${phpValue(`${entries}/*.xml`)}) as $file) {
    $entry = \\SimpleSAML\\Metadata\\SAMLParser::parseFile($file)->getMetadata20IdP();
    unset($entry['entityDescriptor'], $entry['expire']);
    $metadata[$entry['entityid']] = $entry;
}
`,
  );

  return {
    origin,
    site: installation.site,
    log: join(at.folder, at.name, 'log/simplesamlphp.log'),
    page: (id: string, query: Readonly<Record<string, string>> = {}) => `${origin}/page.php?${new URLSearchParams({ as: id, ...query })}`,
    leave: (id: string) => `${origin}/leave.php?as=${id}`,
    left: (id: string) => `${origin}/left.php?as=${id}`,
    /** Its metadata for one of its applications. */
    async metadata(id: string): Promise<string> {
      const url = `/saml/module.php/saml/sp/metadata.php/${id}`;
      return (await overTheWire.inject({ method: 'GET', url, headers: { host: new URL(origin).host } })).body;
    },
    /** Takes the broker's metadata over. */
    trust: (brokerMetadata: string) => writeFileSync(join(entries, 'broker.xml'), brokerMetadata),
  };
}

export type PeerApplication = ReturnType<typeof installApplication>;
