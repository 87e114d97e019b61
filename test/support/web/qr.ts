import type { Page } from 'playwright-core';

/** ISO/IEC 18004, 6.3.8: four modules of nothing on every side. */
const margin = 4;

/** The picture of a QR code as its markup describes it and as a camera would see it, without its margin: one character a module, `#` for dark. */
export async function qrOn(page: Page): Promise<{ described: string; seen: string }> {
  const picture = page.locator('svg.qr');
  const { size, path } = await picture.evaluate((svg) => ({
    size: (svg as SVGSVGElement).viewBox.baseVal.width,
    path: svg.querySelector('path')?.getAttribute('d') ?? '',
  }));
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
  const rows = Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => (dark.has(`${x} ${y}`) ? '#' : '.')).join(''));
  const shot = (await picture.screenshot()).toString('base64');
  const eye = await page.context().newPage();
  const seen = await eye.evaluate(
    async ({ shot, size }) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob());
      const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
      canvas?.drawImage(image, 0, 0);
      const at = (x: number, y: number) => {
        const [red = 0, green = 0, blue = 0] =
          canvas?.getImageData(Math.floor(((x + 0.5) * image.width) / size), Math.floor(((y + 0.5) * image.height) / size), 1, 1).data ??
          [];
        return red + green + blue < 3 * 128 ? '#' : '.';
      };
      return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => at(x, y)).join(''));
    },
    { shot, size },
  );
  await eye.close();
  const withoutMargin = (lines: readonly string[]) => lines.slice(margin, -margin).map((line) => line.slice(margin, -margin));
  return { described: withoutMargin(rows).join('\n'), seen: withoutMargin(seen).join('\n') };
}
