import type { Command } from './command.ts';
import { captureForget, captureList, captureShow, captureStart, captureStop } from './commands/captures.ts';
import { configApply } from './commands/config-apply.ts';
import { configExport } from './commands/config-export.ts';
import { configPlan } from './commands/config-plan.ts';
import { connectionMetadataApprove } from './commands/connection-metadata-approve.ts';
import { connectionMetadataList } from './commands/connection-metadata-list.ts';
import { connectionMetadataRefresh } from './commands/connection-metadata-refresh.ts';
import { connectionTest } from './commands/connection-test.ts';
import { health } from './commands/health.ts';
import { keysList } from './commands/keys-list.ts';
import { keysRotateData } from './commands/keys-rotate-data.ts';
import { keysRotateMaster } from './commands/keys-rotate-master.ts';
import { keysRotateSigning } from './commands/keys-rotate-signing.ts';
import { migrate } from './commands/migrate.ts';
import { peopleForget, peoplePass, peopleReset } from './commands/people-acts.ts';
import { peopleImport } from './commands/people-import.ts';
import { peopleFind, peopleList } from './commands/people-list.ts';
import { peopleAdd, peopleExempt, peopleRequire } from './commands/people-rules.ts';
import { place } from './commands/place.ts';
import { senderTest } from './commands/sender-test.ts';
import { serve } from './commands/serve.ts';
import { tenantAdd } from './commands/tenant-add.ts';
import { tenantList } from './commands/tenant-list.ts';
import { tenantRename } from './commands/tenant-rename.ts';
import { tokensImport } from './commands/tokens-import.ts';
import { tokensList } from './commands/tokens-list.ts';
import { tokensRemove } from './commands/tokens-remove.ts';
import { trace } from './commands/trace.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  serve,
  migrate,
  health,
  tenantAdd,
  tenantList,
  tenantRename,
  configPlan,
  configApply,
  configExport,
  connectionTest,
  connectionMetadataList,
  connectionMetadataRefresh,
  connectionMetadataApprove,
  senderTest,
  peopleList,
  peopleFind,
  peopleAdd,
  peopleImport,
  peopleRequire,
  peopleExempt,
  peopleReset,
  peoplePass,
  peopleForget,
  tokensImport,
  tokensList,
  tokensRemove,
  place,
  trace,
  captureStart,
  captureStop,
  captureList,
  captureShow,
  captureForget,
  keysList,
  keysRotateSigning,
  keysRotateData,
  keysRotateMaster,
];
