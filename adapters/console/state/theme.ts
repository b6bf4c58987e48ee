import { signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const stored = (): Theme => {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
};

export const theme = signal<Theme>(stored());

const changed = new EventTarget();

const remember = (chosen: Theme): void => {
  try {
    if (chosen === 'system') localStorage.removeItem('theme');
    else localStorage.setItem('theme', chosen);
  } catch {
    // Storage may be switched off: the choice lasts until the page is left.
  }
};

export const chooseTheme = (chosen: Theme): void => {
  theme.value = chosen;
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  remember(chosen);
  changed.dispatchEvent(new Event('change'));
};

/** After a choice, and when the system itself goes from day to night. Returns the way out. */
export const onThemeChange = (listener: () => void): (() => void) => {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', listener);
  changed.addEventListener('change', listener);
  return () => {
    system.removeEventListener('change', listener);
    changed.removeEventListener('change', listener);
  };
};
