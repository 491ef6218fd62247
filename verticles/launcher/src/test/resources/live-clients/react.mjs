// The hook in a page of somebody else's, with React: payloads, a lost connection, and an end with its component.
import assert from 'node:assert';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { browse } from './browser.mjs';

const [url, key, chromium, port] = process.argv.slice(2);
const PAGE = `<!doctype html><meta charset="utf-8"><div id="root"></div>
<script src="/react.js"></script><script src="/react-dom.js"></script>
<script type="importmap">{"imports":{"react":"/react-module.js"}}</script>
<script type="module">
  import { useTelemetry } from '/client/heliograph-react.js';
  import { ticketFor } from '/client/heliograph.js';
  window.states = []; window.said = [];
  function Watch() {
    const seen = useTelemetry({
      baseUrl: ${JSON.stringify(url.replace('http', 'ws'))}, reconnectDelay: 100, log: line => said.push(line),
      ticket: () => ticketFor(${JSON.stringify(url)}, ${JSON.stringify(key)}),
      onConnect: () => said.push('connect'), onDisconnect: () => said.push('disconnect'),
    });
    window.seen = seen;
    window.states.push(seen.data && seen.data.timestamp);
    return React.createElement('p', null, seen.data ? String(seen.data.queue.total) : 'nothing');
  }
  const root = ReactDOM.createRoot(document.getElementById('root'));
  root.render(React.createElement(Watch));
  window.unmount = () => root.unmount();
</script>`;
const REACT = 'export const { useCallback, useEffect, useRef, useState } = window.React;';
const server = createServer(async (request, response) => {
  const scripts = { '/react.js': 'react/umd/react.production.min.js', '/react-dom.js': 'react-dom/umd/react-dom.production.min.js' };
  response.setHeader('content-type', request.url === '/' ? 'text/html' : 'text/javascript');
  if (request.url === '/') response.end(PAGE);
  else if (request.url === '/react-module.js') response.end(REACT);
  else if (scripts[request.url]) response.end(await readFile(`node_modules/${scripts[request.url]}`));
  else if (request.url.startsWith('/client/')) response.end(await (await fetch(url + request.url)).text());
  else response.writeHead(404).end();
}).listen(Number(port), '127.0.0.1');

const page = await browse(chromium);
try {
  await page.go(`http://127.0.0.1:${port}/`);
  await page.until('window.seen?.isConnected && new Set(states.filter(Boolean)).size >= 3');
  assert.match(await page.evaluate('document.getElementById("root").textContent'), /^\d+$/);
  assert.deepStrictEqual(await page.evaluate('Object.keys(seen).sort()'), [
    'data', 'disconnect', 'isConnected', 'isConnecting', 'lastUpdated', 'reconnect', 'reconnectAttempts']);
  assert.strictEqual(await page.evaluate('seen.lastUpdated instanceof Date'), true);
  await page.evaluate('seen.disconnect()');
  await page.until('!seen.isConnected && said.at(-1) === "disconnect"');
  await page.evaluate('seen.reconnect()');
  await page.until('seen.isConnected');
  await page.evaluate('unmount()');
  await page.until('said.at(-1) === "disconnect"');
  assert.deepStrictEqual(await page.evaluate('said'), ['connect', 'disconnect', 'connect', 'disconnect']);
  assert.deepStrictEqual(page.complaints, []);
  console.log('the hook ok');
} finally {
  await page.close();
  server.close();
}
process.exit(0);
