import { expect, test } from '@jest/globals';
import { somebody } from '../support/attacks/in-house.ts';
import { openHouse } from '../support/house.ts';
import { answer, arrive, codeOf, enrol } from '../support/journey.ts';

test('right codes are no failures, though the sign-in comes to nothing because Jira is away', async () => {
  const house = await openHouse();
  try {
    const person = somebody();
    await house.jira.close();
    // The app is set up, but no account was found for the person yet.
    const first = house.browser();
    const { key } = await enrol(house, first, await arrive(house, first, house.borealis, person));
    const codes: unknown[] = [];
    for (let count = 0; count < 12; count += 1) {
      house.clock.advance(60_000);
      const browser = house.browser();
      const page = await arrive(house, browser, house.borealis, person);
      await answer(browser, page, { answer: codeOf(house, key) });
      codes.push(house.log.lines.filter(({ fields }) => typeof fields.code === 'string').at(-1)?.fields.code);
    }
    expect(codes).toEqual(Array.from({ length: 12 }, () => 'jira_unavailable'));
  } finally {
    await house.close();
  }
});
