/** What the script of the HTML report may not do: read markup, or reach beyond its page. */

const sinks = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'srcdoc', 'write', 'writeln'];
const network = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Image', 'Worker', 'open', 'localStorage'];

export const markupSinks = sinks.map((property) => ({ property, message: 'Texts become text nodes: see dom.ts.' }));
export const pageNetwork = network.map((name) => ({
  name,
  message: 'A report loads nothing, sends nothing and leaves nothing behind.',
}));
