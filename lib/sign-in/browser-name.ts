/**
 * In the order they are looked for: a browser built on another one names that one as well, and on iOS everybody is
 * Safari underneath.
 */
const browsers: readonly [mark: RegExp, name: string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|OPiOS|OPT)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ (?:Mobile\/\w+ )?Safari\//, 'Safari'],
];

const systems: readonly [mark: RegExp, name: string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPad\b/, 'iPad'],
  [/\biPhone\b/, 'iPhone'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/**
 * "Chrome on macOS", as people call what they sit at, from a User-Agent header. Whoever signs in can send any: it
 * helps to recognise a session and proves nothing.
 */
export function browserName(userAgent: string | null): string {
  const [browser, system] = [browsers, systems].map((known) => known.find(([mark]) => mark.test(userAgent ?? ''))?.[1]);
  if (!system) return browser ?? 'An unknown browser';
  return `${browser ?? 'A browser'} on ${system}`;
}
