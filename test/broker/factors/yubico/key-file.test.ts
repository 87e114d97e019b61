import { describe, expect, test } from '@jest/globals';
import { readYubicoOtp } from '../../../../broker/domain/yubico-otp.ts';
import { readKeyFile } from '../../../../broker/factors/yubico/key-file.ts';
import { judgeOtp } from '../../../../broker/factors/yubico/local-otp.ts';
import { createSoftwareKey } from '../../../../sandbox/yubico/key.ts';

const good = '12345678,cccccccccccb,8792ebfe26cc,ecde18dbe76fbd0c33330f1c354871db,,2026-11-21T12:00:00,';

test('keys that were written by their tool validate what they type', () => {
  const key = createSoftwareKey();
  const { keys, problems } = readKeyFile(
    `\ufeff# ours\r\n${good}\r\n\r\n,${key.publicId},${key.privateId},${key.aesKey.toString('hex')}\r\n`,
  );
  expect(problems).toEqual([]);
  expect(keys.map(({ serial, publicId }) => [serial, publicId])).toEqual([
    ['12345678', 'cccccccccccb'],
    [null, key.publicId],
  ]);
  const [, second] = keys;
  const otp = readYubicoOtp(key.press());
  if (second === undefined || otp === null) throw new Error('no key');
  expect(judgeOtp(otp, { ...second, last: null })).toMatchObject({ valid: true });
});

describe('a line that is wrong is named, and the others are read:', () => {
  test.each([
    ['12345678;cccccccccccb;8792ebfe26cc;ecde', 'columns'],
    [`${good}x,y`, 'columns'],
    [good.replace('12345678', '=1+1'), 'serial'],
    [good.replace('cccccccccccb', 'not modhex'), 'public-id'],
    [good.replace('cccccccccccb', ''), 'public-id'],
    [good.replace('8792ebfe26cc', '8792'), 'private-id'],
    [good.replace('ecde18db', ''), 'aes-key'],
    [good, 'twice'],
  ])('%s', (line, because) => {
    expect(readKeyFile(`${good}\n${line}\n`)).toMatchObject({ keys: [{ publicId: 'cccccccccccb' }], problems: [{ line: 2, because }] });
  });

  test('more than five thousand', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => good.replace('12345678', String(index)));
    const { keys, problems } = readKeyFile(lines.join('\n'));
    expect([keys.length, problems.length, problems.at(-1)]).toEqual([1, 5_000, { line: 5_001, because: 'too-many' }]);
  });
});
