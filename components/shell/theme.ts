export type Theme = 'light' | 'dark';

/** Name of the cookie that holds the chosen theme; without it the system's preference applies. */
export const themeCookie = 'theme';

/** The theme a cookie's value names, if it names one. */
export function parseTheme(value: string | undefined): Theme | undefined {
  return value === 'light' || value === 'dark' ? value : undefined;
}
