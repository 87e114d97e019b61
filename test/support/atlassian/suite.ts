import { describe, test } from '@jest/globals';
import { findAtlassianDocuments, notRunNotice } from './documents.ts';

/** A suite that needs Atlassian's documents. Without them it prints what to fetch and counts as skipped, never as passed. */
export function describeWithAtlassianDocuments(name: string, body: () => void): void {
  if (findAtlassianDocuments() !== null) {
    describe(name, body);
    return;
  }
  process.stderr.write(`\n${notRunNotice(name)}\n`);
  describe(name, () => {
    test.skip(notRunNotice(name).replaceAll('\n', ' '), () => undefined);
  });
}
