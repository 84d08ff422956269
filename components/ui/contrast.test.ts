import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');

type Palette = Readonly<Record<string, string>>;

/** The custom properties of the first rule whose prelude matches. */
function palette(prelude: RegExp): Palette {
  const body = new RegExp(`${prelude.source}\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  );
}

const light = palette(/:root/);
const dark = palette(/\[data-theme='dark'\]/);
const systemDark = palette(/:root:not\(\[data-theme\]\)/);

/**
 * sRGB of an `oklch(L C H)` as a screen shows it: clipped to the gamut and rounded to eight bits a channel.
 */
function srgb(value: string | undefined): number[] {
  const numbers = value?.match(/[\d.]+/g)?.map(Number) ?? [];
  const [lightness = NaN, chroma = NaN, hue = NaN] = numbers;
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.map((channel) => {
    const clipped = Math.min(1, Math.max(0, channel));
    const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255) / 255;
  });
}

/** Relative luminance, WCAG 2.2. */
function luminance(value: string | undefined): number {
  const linear = srgb(value).map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * (linear[0] ?? NaN) + 0.7152 * (linear[1] ?? NaN) + 0.0722 * (linear[2] ?? NaN);
}

/** The lowest contrast of any of the inks on any of the grounds. */
function lowest(colours: Palette, inks: readonly string[], grounds: readonly string[]): number {
  const ratios = inks.flatMap((ink) =>
    grounds.map((ground) => {
      const pair = [luminance(colours[ink]), luminance(colours[ground])];
      return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    }),
  );
  return Math.min(...ratios);
}

const surfaces = ['bg', 'surface', 'sunken', 'hover', 'selected'];
const jsonInks = ['json-key', 'json-str', 'json-num', 'json-kw'];
const softInks = ['ok', 'warn', 'bad', 'info'];

const pairs: readonly [name: string, inks: string[], grounds: string[], required: number][] = [
  ['text', ['text', 'text-2', 'text-3', 'accent-text'], surfaces, 4.5],
  ...softInks.map((ink): [string, string[], string[], number] => [
    `${ink} on its soft ground`,
    [ink],
    [`${ink}-soft`],
    4.5,
  ]),
  ['status text on a plain surface', softInks, ['bg', 'surface'], 4.5],
  ['secondary text on soft grounds', ['text-2'], softInks.map((ink) => `${ink}-soft`), 4.5],
  ['label of a primary button', ['on-accent'], ['accent', 'accent-hover'], 4.5],
  ['label of a danger button', ['on-accent'], ['bad-solid', 'bad-solid-hover'], 4.5],
  ['JSON', jsonInks, ['sunken', 'diff-add', 'diff-del'], 4.5],
  ['a diff', ['text'], ['diff-add', 'diff-del'], 4.5],
  ['edges of controls', ['line-strong'], surfaces, 3],
  ['the focus ring', ['ring'], surfaces, 3],
  ['solid status marks', ['ok-solid', 'warn-solid', 'bad-solid'], ['bg', 'surface'], 3],
  ['a switch that is on', ['accent'], ['bg', 'surface'], 3],
];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('the %s theme', (_name, colours) => {
  it.each(pairs)('draws %s with enough contrast', (_pair, inks, grounds, required) => {
    expect(lowest(colours, inks, grounds)).toBeGreaterThanOrEqual(required);
  });
});

describe('the themes', () => {
  it('name the same colours, so that none is missing in the dark', () => {
    const shared = Object.keys(light).filter((name) => !['float', 'backdrop', 'ease'].includes(name));
    expect(Object.keys(dark).sort()).toEqual(shared.sort());
  });

  it('are dark in the same way by choice and by the system’s preference', () => {
    expect(systemDark).toEqual(dark);
  });
});
