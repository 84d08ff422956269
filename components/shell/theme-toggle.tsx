'use client';

import { Contrast } from 'lucide-react';
import { announce } from '../ui/announce';
import { IconButton } from '../ui/icon-button';
import { themeCookie, type Theme } from './theme';

function systemTheme(): Theme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/**
 * Shows the other theme. Choosing what the system says anyway forgets the choice, so that the system is
 * followed again.
 */
function switchTheme() {
  const root = document.documentElement;
  const system = systemTheme();
  const next: Theme = (root.dataset.theme ?? system) === 'dark' ? 'light' : 'dark';
  if (next === system) delete root.dataset.theme;
  else root.dataset.theme = next;
  const age = next === system ? 0 : 31_536_000;
  document.cookie = `${themeCookie}=${next}; path=/; max-age=${age}; samesite=lax`;
  announce(next === 'dark' ? 'Dark theme' : 'Light theme');
}

/** Switches between light and dark; acts at once, and the server draws the next page in it from the start. */
export function ThemeToggle() {
  return <IconButton label="Switch between light and dark" icon={<Contrast />} onClick={switchTheme} />;
}
