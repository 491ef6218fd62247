// Very many components with the hooks, over a kill of the hub, an unmount and a mount: each sees everything once.
import assert from 'node:assert';
import { createInterface } from 'node:readline';
import { readFile } from 'node:fs/promises';
import { browseBeside, until } from './browser.mjs';
import { serve } from './serve.mjs';
import { judge } from './many-verdict.mjs';

const [url, key, chromium, port] = process.argv.slice(2);
const [pages, components, delay] = process.argv.slice(6).map(Number);
const PATIENCE = 240000;
const BATCH = 5;
const BATCHES = 10;
const orders = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const settings = { url, socket: url.replace('http', 'ws'), key, delay, longest: 30 * delay, components };
const server = await serve(url, port, 'development', settings, await readFile('many-page.js'));
const browser = await browseBeside(chromium, pages);

const everywhere = test => Promise.all(browser.pages.map(page => page.until(`window.records && all(${test})`, PATIENCE)));
const onEach = expression => Promise.all(browser.pages.map(page => page.evaluate(expression)));
const ask = (path, options = {}) => fetch(url + path, { ...options, headers: { 'content-type': 'application/json', 'X-API-KEY': key } });
const read = async path => (await ask(path)).text();

const accepted = [];
const unclear = [];
let next = 0;
async function send() {
  const ids = Array.from({ length: BATCH }, () => `m-${next++}`);
  try {
    const answer = await ask('/events', { method: 'POST', body: JSON.stringify(ids.map(id => ({ id, type: 'many' }))) });
    assert.strictEqual(answer.status, 202);
    accepted.push(...ids);
  } catch {
    unclear.push(...ids);
  }
}
async function sendSome() {
  for (let batch = 0; batch < BATCHES; batch++) await send();
}

/** Sends until `awaited` has come about. */
async function sendUntil(awaited) {
  let isThere = false;
  const note = () => { isThere = true; };
  awaited.then(note, note);
  while (!isThere) {
    await send();
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return awaited;
}

const bothConnected = '({ live, stream }) => live.isConnected && stream.isConnected';
const payloads = count => `({ live }) => live.connections.at(-1).length >= ${count}`;
const nobodyWatches = () => until('nobody watches', async () =>
  await read('/telemetry/stats') === '{"active_connections":0,"has_subscribers":false}'
    && (await read('/metrics')).split('\n').includes('heliograph_stream_watchers 0.0'), PATIENCE);

try {
  await Promise.all(browser.pages.map(page => page.go(server.url)));
  await everywhere(bothConnected);
  await sendSome();
  await everywhere(payloads(3));

  console.log('kill');
  await sendUntil(everywhere('({ live, stream }) => [live, stream].every(each => !each.isConnected && each.outages.at(-1)?.length >= 3)'));
  console.log('start');
  await sendUntil(orders.next());
  await everywhere(bothConnected);
  await sendSome();
  await everywhere(payloads(3));

  await onEach('hide()');
  await nobodyWatches();
  await sendSome();
  await onEach('show()');
  await everywhere(bothConnected);
  await sendSome();
  await everywhere(payloads(3));
  await everywhere(`({ stream }) => stream.told.at(-1) === ${JSON.stringify(accepted.at(-1))}`);
  await onEach('hide()');
  await nobodyWatches();

  browser.pages.forEach(page => assert.deepStrictEqual(page.complaints, []));
  const records = (await onEach('records')).flat();
  console.log(`${judge(records, accepted, unclear, settings)}, ${pages} profiles of ${components} components`);
} finally {
  await browser.close();
  server.close();
}
process.exit(0);
