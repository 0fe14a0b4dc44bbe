/** Fills the table of a report. Everything that it shows lies in the page: it loads nothing and sends nothing. */

import type { ReportData } from '../src/html/report-data.js';
import { Explorer } from './explorer.js';
import { Packages } from './packages.js';
import { prepareTheme } from './theme.js';

function start(): void {
  prepareTheme();
  if (document.getElementById('explorer') === null) return;
  // Reading and filling are two tasks: between them the page is drawn.
  setTimeout(() => {
    const pieces = [...document.querySelectorAll('script.data')].map((piece) => piece.textContent);
    const packages = new Packages(JSON.parse(pieces.join('')) as ReportData);
    setTimeout(() => new Explorer(packages).start(), 0);
  }, 0);
}

start();
