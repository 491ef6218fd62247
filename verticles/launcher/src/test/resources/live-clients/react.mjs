// The hooks in a page of somebody else's: payloads and events, a hub that is started anew, a gap, and an end with the component.
import assert from 'node:assert';
import { createInterface } from 'node:readline';
import { readFile } from 'node:fs/promises';
import { browse } from './browser.mjs';
import { serve } from './serve.mjs';

const [url, key, chromium, port] = process.argv.slice(2);
const orders = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const DELAY = 100;
const settings = { url, socket: url.replace('http', 'ws'), key, delay: DELAY };
const server = await serve(url, port, 'production.min', settings, await readFile('react-page.js'));
const send = (ids, type = 'hook.event') => fetch(`${url}/events`, {
  method: 'POST', headers: { 'content-type': 'application/json', 'X-API-KEY': key },
  body: JSON.stringify(ids.map(id => ({ id, type }))),
}).then(answer => assert.strictEqual(answer.status, 202));

/** Each delay is longer than the one before, and shorter by chance only as far as `jitter` says. */
function assertGrowing(delays) {
  delays.forEach((delay, i) => {
    const most = DELAY * 1.5 ** i;
    assert.ok(delay >= Math.floor(most * 0.7) && delay <= Math.ceil(most), `${delays} at ${i}`);
    assert.ok(i === 0 || delay > delays[i - 1], String(delays));
  });
}

const page = await browse(chromium);
try {
  await page.go(server.url);
  await page.until('live?.isConnected && new Set(timestamps).size >= 3 && stream.recovered === false');
  assert.match(await page.evaluate('document.getElementById("root").textContent'), /^\d+$/);
  assert.deepStrictEqual(await page.evaluate('Object.keys(live).sort()'), [
    'data', 'disconnect', 'isConnected', 'isConnecting', 'lastUpdated', 'reconnect', 'reconnectAttempts']);
  assert.deepStrictEqual(await page.evaluate('Object.keys(stream).sort()'), [
    'disconnect', 'events', 'isConnected', 'isConnecting', 'lastUpdated', 'reconnect', 'reconnectAttempts', 'recovered']);
  assert.strictEqual(await page.evaluate('live.lastUpdated instanceof Date'), true);
  await send(['e-1', 'e-2', 'e-3']);
  await page.until('stream.events.length === 3');

  console.log('kill');
  await page.until('!live.isConnected && live.isConnecting && live.reconnectAttempts >= 4 && !stream.isConnected');
  const before = await page.evaluate('new Set(timestamps).size');
  console.log('start');
  assert.strictEqual((await orders.next()).value, 'started');
  await page.until(`live.isConnected && new Set(timestamps).size >= ${before} + 3 && stream.recovered`);
  assert.strictEqual(await page.evaluate('live.reconnectAttempts + stream.reconnectAttempts'), 0);
  assertGrowing(await page.evaluate('delays'));
  const attempts = await page.evaluate('[...new Set(attempts)]');
  assert.deepStrictEqual(attempts, attempts.toSorted((one, other) => one - other));
  assert.strictEqual(attempts.at(-1), await page.evaluate('delays.length'));

  await page.evaluate('stream.disconnect()');
  await page.until('!stream.isConnected && !stream.isConnecting');
  await send(['e-4', 'e-5']);
  await page.evaluate('stream.reconnect()');
  await page.until('stream.recovered && stream.events.length === 4');
  const shown = 'stream.events.map(event => event.id).join()';
  assert.strictEqual(await page.evaluate(shown), 'e-2,e-3,e-4,e-5');
  for (const [mounted, nonsense] of [['first', undefined], ['second', 'nonsense']]) {
    await page.evaluate(`show(${JSON.stringify({ key: mounted, filters: { type: `hook.${mounted}`, resumeFrom: nonsense } })})`);
    await page.until('stream.recovered === false && stream.events.length === 0 && live.isConnected');
  }
  await send(['e-6'], 'hook.second');
  await page.until('stream.events.length === 1');
  assert.strictEqual(await page.evaluate('told.join()'), 'e-1,e-2,e-3,e-4,e-5,e-6');

  await page.evaluate('live.disconnect()');
  await page.until('!live.isConnected && said.at(-1) === "disconnect"');
  await page.evaluate('live.reconnect()');
  await page.until('live.isConnected');
  await page.evaluate('unmount()');
  await page.until('said.at(-1) === "disconnect"');
  assert.deepStrictEqual(await page.evaluate('said'),
    ['connect', 'disconnect', 'connect', 'disconnect', 'connect', 'disconnect', 'connect', 'disconnect']);
  assert.deepStrictEqual(page.complaints, []);
  console.log('the hooks ok');
} finally {
  await page.close();
  server.close();
}
process.exit(0);
