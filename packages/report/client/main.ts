/** Fills the table of a report. Everything that it shows lies in the page: it loads nothing and sends nothing. */

import type { ReportData } from '../src/html/report-data.js';
import { Explorer } from './explorer.js';
import { find } from './dom.js';
import { Packages } from './packages.js';
import { prepareTheme } from './theme.js';

function start(): void {
  prepareTheme();
  if (document.getElementById('explorer') === null) return;
  const text = find('data', HTMLScriptElement).textContent;
  // Reading and filling are two tasks: between them the page is drawn.
  setTimeout(() => {
    const packages = new Packages(JSON.parse(text) as ReportData);
    setTimeout(() => new Explorer(packages).start(), 0);
  }, 0);
}

start();
