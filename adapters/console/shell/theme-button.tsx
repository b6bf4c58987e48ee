import { chooseTheme, type Theme, theme } from '../state/theme.ts';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const NAMES: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

export const ThemeButton = () => (
  <button type="button" onClick={() => chooseTheme(NEXT[theme.value])}>
    Theme: {NAMES[theme.value]}
  </button>
);
