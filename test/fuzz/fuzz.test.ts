import { describe, expect, test } from '@jest/globals';
import { type PlantedFault, plantedFaults } from './planted-faults.ts';
import { fuzz } from './run.ts';

/** Messages are counted, not seconds, so that a busy machine tries as many as an idle one. */
const patienceMs = 600_000;

/** A short run with a fixed seed; `npm run fuzz` is the long one. */
describe('the fuzzer', () => {
  test(
    'finds nothing in what reads the messages of strangers',
    async () => {
      const report = await fuzz({ seed: 1, messages: 6_000, seconds: 600, findings: 10 });
      expect(report.findings).toEqual([]);
      expect(report.messages).toBe(6_000);
      expect(report.accepted).toBeGreaterThan(600);
      expect(report.places).toBeGreaterThan(150);
      // Most refusals of the closed lists are reached, so the messages get far enough in.
      expect(Object.values(report.neverReached).flat().length).toBeLessThan(25);
    },
    patienceMs,
  );

  test.each(Object.keys(plantedFaults) as PlantedFault[])(
    'finds out when %s',
    async (fault) => {
      const expected = kindOf[fault];
      const report = await fuzz({
        seed: 1,
        messages: expected === 'memory' ? 2_500 : 6_000,
        seconds: 600,
        // A heap that grows is seen at the end only.
        findings: expected === 'memory' ? 1_000 : 1,
        fault,
        patienceMs: expected === 'endless' ? 5_000 : 60_000,
      });
      expect(report.findings.map(({ kind }) => kind)).toContain(expected);
    },
    patienceMs,
  );
});

const kindOf: Readonly<Record<PlantedFault, string>> = {
  'the digest is not compared': 'forged',
  'the first of several assertions is read': 'forged',
  'a name ends at a comment': 'forged',
  'a name ends at an element': 'forged',
  'ids may be there twice': 'forged',
  'a signature of something else is good enough': 'forged',
  'a fault is thrown': 'crash',
  'a code is on no list': 'crash',
  'a big message takes long': 'slow',
  'the reading does not end': 'endless',
  'memory is kept': 'memory',
};
