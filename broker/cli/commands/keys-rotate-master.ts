import type { Command } from '../command.ts';
import { exitCodes } from '../context.ts';
import { createProgress } from '../progress.ts';
import { withParts } from '../with-parts.ts';

export const keysRotateMaster: Command = {
  name: ['keys', 'rotate', 'master'],
  summary: 'Wraps the keys of all tenants anew under MASTER_KEY, where MASTER_KEY_ALSO wraps them. Every broker must have both.',
  words: [],
  options: {},
  examples: ['MASTER_KEY_FILE=/run/secrets/new-key MASTER_KEY_ALSO_FILE=/run/secrets/old-key gatehouse keys rotate master'],
  run: (_input, context) =>
    withParts(context, async ({ keyRotation }) => {
      const { presentId, alsoId, byPresent, byAlso, byOthers } = await keyRotation.masterKeyUse();
      if (byOthers > 0) context.err(`Keys that neither master key opens, left as they are: ${byOthers}.`);
      if (byAlso === 0) {
        context.out(`Keys of tenants that MASTER_KEY ${presentId} wraps already: ${byPresent}.`);
        if (alsoId === null) context.out('MASTER_KEY_ALSO is not set: nothing was exchanged.');
        else context.out('No key needs MASTER_KEY_ALSO any more: take it from every broker.');
        return exitCodes.done;
      }
      context.err(`Wrapping ${byAlso} keys anew, from MASTER_KEY_ALSO ${alsoId} to MASTER_KEY ${presentId}.`);
      const { changed, unreadable } = await keyRotation.rewrap(createProgress(context, 'Wrapped anew'));
      context.out(`Keys wrapped anew: ${changed}.`);
      for (const what of unreadable) context.err(`Cannot be opened, left as it is: ${what}`);
      const after = await keyRotation.masterKeyUse();
      if (after.byAlso > 0) {
        context.err(`Keys that still need MASTER_KEY_ALSO: ${after.byAlso}. A broker may have made them just now; run this again.`);
        return exitCodes.failed;
      }
      context.out('No key needs MASTER_KEY_ALSO any more: take it from every broker.');
      return exitCodes.done;
    }),
};
