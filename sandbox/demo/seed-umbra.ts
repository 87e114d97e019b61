import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { oidcDefaults } from '#contract/presets/defaults';
import { recommendedSecondFactor } from '#contract/settings/second-factor';
import type { BrokerProcess } from './broker-process.ts';
import { type DemoAddresses, demo } from './world.ts';

/** Sets the tenant `umbra` up as an operator without Forge would: a file, and the command. Here nobody is asked for a second factor. */
export async function seedUmbra(broker: BrokerProcess, at: DemoAddresses, folder: string): Promise<void> {
  const file = join(folder, 'umbra.yaml');
  await writeFile(
    file,
    stringify({
      connections: [
        {
          id: 'borealis',
          protocol: 'oidc',
          preset: 'generic-oidc',
          name: 'Borealis Shipping',
          enabled: true,
          issuer: at.borealis,
          clientId: demo.clients.umbra.clientId,
          clientSecret: { env: 'UMBRA_CLIENT_SECRET' },
          ...oidcDefaults,
          domains: { mode: 'list', list: ['borealis.example'] },
        },
      ],
      parties: [],
      policy: { preset: 'nobody' },
      secondFactor: recommendedSecondFactor,
      portal: { name: 'Umbra Labs', accentColor: '#6e5dc6', contact: 'lab@umbra.example', primaryConnection: null, askForEmail: false },
      jira: {
        kind: 'api-token',
        siteUrl: at.umbraJira,
        email: 'admin@umbra.example',
        token: { env: 'UMBRA_JIRA_TOKEN' },
        expiresOn: null,
      },
    }),
  );
  await broker.run('tenant', 'add', '--slug', 'umbra');
  await broker.run('config', 'apply', file, '--tenant', 'umbra');
}
