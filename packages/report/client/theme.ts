/** Dark or light: as the system says, until somebody chooses. */

import { find } from './dom.js';

/** Shows the buttons that need the script. */
export function prepareTheme(): void {
  const button = find('theme', HTMLButtonElement);
  const system = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  const isDark = () => (root.dataset['theme'] ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const label = () => {
    button.textContent = isDark() ? 'Light colours' : 'Dark colours';
  };
  button.addEventListener('click', () => {
    root.dataset['theme'] = isDark() ? 'light' : 'dark';
    label();
  });
  system.addEventListener('change', label);
  label();
  button.hidden = false;
  const print = find('print', HTMLButtonElement);
  print.addEventListener('click', () => window.print());
  print.hidden = false;
}
