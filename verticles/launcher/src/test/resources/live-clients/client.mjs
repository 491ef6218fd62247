// The client as the hub serves it, in Node: three payloads, a hub that is started anew, an end that stays one.
import assert from 'node:assert';
import { writeFile } from 'node:fs/promises';
import WebSocket from 'ws';

const [url, key] = process.argv.slice(2);
const served = await fetch(`${url}/client/heliograph.js`);
assert.match(served.headers.get('content-type'), /^text\/javascript/);
await writeFile('heliograph-served.mjs', await served.text());
const { TelemetrySocket, isTelemetryPayload, ticketFor, socketUrl } = await import('./heliograph-served.mjs');

assert.throws(() => new TelemetrySocket({}), /url is missing/);
assert.throws(() => socketUrl('ftp://hub'), /no protocol of WebSockets/);
assert.strictEqual(socketUrl('https://hub.example/x').href, 'wss://hub.example/x');
assert.strictEqual(isTelemetryPayload({ queue: {} }), false);
await assert.rejects(ticketFor(url, 'wrong'), { status: 401 });

function delays(options) {
  return new Promise(resolve => {
    const seen = [];
    new TelemetrySocket({
      url: 'ws://127.0.0.1:1', WebSocket, log: () => {}, maxReconnectAttempts: 5, ...options,
      onReconnecting: ({ delay }) => seen.push(delay),
      onGiveUp: () => resolve(seen),
    }).connect();
  });
}
assert.deepStrictEqual(
  await delays({ reconnectDelay: 8, reconnectDecay: 2, maxReconnectDelay: 50, jitter: 0 }), [8, 16, 32, 50, 50]);
const spread = await delays({ reconnectDelay: 40, reconnectDecay: 1, jitter: 0.5 });
assert.ok(spread.every(delay => delay >= 20 && delay <= 40), String(spread));

const defaults = new TelemetrySocket({ url }).options;
assert.deepStrictEqual(
  [defaults.reconnectDelay, defaults.maxReconnectDelay, defaults.reconnectDecay, defaults.maxReconnectAttempts],
  [1000, 30000, 1.5, 10]);

const lines = [];
let payloads = 0;
let opened = 0;
const socket = new TelemetrySocket({
  url: `${url}/telemetry/live/ws/telemetry`,
  WebSocket,
  pingInterval: 500,
  reconnectDelay: 100,
  maxReconnectAttempts: Infinity,
  maxReconnectDelay: 500,
  ticket: () => ticketFor(url, key),
  log: line => lines.push(line),
  onOpen: () => opened++,
  onMessage: payload => {
    assert.ok(isTelemetryPayload(payload), JSON.stringify(payload));
    payloads++;
    if (opened === 1 && payloads === 3) {
      console.log('three payloads');
    }
    if (opened === 2 && payloads > 4) {
      finish();
    }
  },
  onClose: () => { payloads = 0; },
});
assert.strictEqual(socket.isConnected(), false);
socket.connect();
setTimeout(() => assert.fail(`no second connection: ${opened} ${lines}`), 100000).unref();

function finish() {
  assert.ok(socket.isConnected());
  assert.ok(lines.length > 0 && lines.every(line => /^Reconnecting in \d+ms$/.test(line)), lines.join());
  socket.disconnect();
  assert.strictEqual(socket.isConnected(), false);
  const before = lines.length;
  setTimeout(() => {
    assert.strictEqual(lines.length, before);
    process.exit(0);
  }, 700);
}
