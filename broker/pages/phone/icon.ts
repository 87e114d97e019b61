import { crc32, deflateSync } from 'node:zlib';
import type { Hex } from '../colour/contrast.ts';

export const iconSizes = [192, 512] as const;

/** Shades from the ground to white: enough for a soft edge. */
const shades = 17;

/** The picture on the home screen: a white gate on the accent colour, as PNG (RFC 2083), with room around it for round masks. */
export function phoneIcon(colour: Hex, size: number): Uint8Array {
  const ground = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const palette = Array.from({ length: shades }, (_, shade) =>
    ground.map((part) => Math.round(part + ((255 - part) * shade) / (shades - 1))),
  ).flat();
  const line = 1 + size;
  const pixels = Buffer.alloc(line * size);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size / 2; x += 1) {
      const shade = Math.round(gateShare((x + 0.5) / size, (y + 0.5) / size, 1 / size) * (shades - 1));
      pixels[y * line + 1 + x] = shade;
      pixels[y * line + size - x] = shade;
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits a pixel, each naming a colour of the palette.
  header.set([8, 3, 0, 0, 0], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette)),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

/** How much of the pixel at (x, y) the arch covers, from 0 to 1; `soft` is the width of its edge. */
function gateShare(x: number, y: number, soft: number): number {
  const covered = (inside: number) => Math.min(1, Math.max(0, 0.5 + inside / soft));
  const side = Math.abs(x - 0.5);
  const arch = (radius: number) => covered(y <= 0.46 ? radius - Math.hypot(side, y - 0.46) : Math.min(radius - side, 0.74 - y));
  return Math.max(0, arch(0.22) - arch(0.13));
}
