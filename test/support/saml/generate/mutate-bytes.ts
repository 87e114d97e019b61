import type { Seeded } from '../../seeded.ts';

const scraps = [
  '<',
  '>',
  '/>',
  '"',
  "'",
  '&',
  '\u0000',
  '\r',
  '\r\n',
  '\ufeff',
  '\ud800',
  'é',
  '\u{1f600}',
  ']]>',
  '<!--',
  '-->',
  '<![CDATA[',
  'xmlns=""',
  '&#0;',
];

/** Changes the text of a message without regard for its structure. */
export function mutateText(xml: string, random: Seeded): string {
  const at = random.below(xml.length + 1);
  const length = random.pick([0, 0, 1, 1, 3, random.below(300)]);
  const from = random.below(xml.length + 1);
  const plant = random.pick([random.pick(scraps), '', xml.slice(from, from + random.below(200)), String.fromCharCode(random.below(256))]);
  return xml.slice(0, at) + plant + xml.slice(at + length);
}

/** Form values of a message: as it should be, and as others write it or try to. */
export function encodeSomehow(xml: string, random: Seeded): string {
  const bytes = Buffer.from(xml, 'utf8');
  const plain = bytes.toString('base64');
  switch (random.below(10)) {
    case 0:
      return plain.replaceAll(/.{76}/g, '$&\r\n');
    case 1:
      return plain.replaceAll(/.{64}/g, '$&\n');
    case 2:
      return bytes.toString('base64url');
    case 3:
      return plain.replaceAll('=', '');
    case 4:
      return `${plain.slice(0, 40)} ${plain.slice(40)}`;
    case 5:
      return `${plain}${random.pick(['=', 'AAAA', '*', '\u0000', '%3D'])}`;
    case 6:
      return Buffer.from(xml, random.pick(['utf16le', 'latin1'] as const)).toString('base64');
    case 7:
      return flipped(bytes, random).toString('base64');
    case 8:
      return xml;
    default:
      return plain;
  }
}

function flipped(bytes: Buffer, random: Seeded): Buffer {
  const changed = Buffer.from(bytes);
  const at = random.below(changed.length);
  changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
  return changed;
}
