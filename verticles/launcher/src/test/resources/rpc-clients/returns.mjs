// Many watchers of /stream by the client that the hub serves, over a kill of the hub: each sees every accepted event once.
import assert from 'node:assert';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const [url, count, batches] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const BATCH = 10;
let started = false;
createInterface({ input: process.stdin }).on('line', () => { started = true; });
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
await writeFile('heliograph-served.mjs', await (await fetch(`${url}/client/heliograph.js`)).text());
const { TelemetrySocket } = await import('./heliograph-served.mjs');

let opened = 0;
let notRecovered = 0;
const watchers = Array.from({ length: count }, () => {
  const seen = new Map();
  let begun = false;
  new TelemetrySocket({
    url: `${url}/stream?type=return`, WebSocket, resume: true, reconnectDelay: 100, maxReconnectDelay: 2000,
    maxReconnectAttempts: Infinity, log: () => {},
    onMessage: message => {
      if (message.recovered !== undefined) {
        opened++;
        notRecovered += begun && !message.recovered ? 1 : 0;
        begun = true;
      }
      for (const event of message.events || []) {
        seen.set(event.id, (seen.get(event.id) || 0) + 1);
      }
    },
  }).connect();
  return seen;
});

async function until(what, look) {
  for (const end = Date.now() + 240000; !look(); await pause(50)) {
    assert.ok(Date.now() < end, `${what} did not come about: ${opened} opened`);
  }
}

const accepted = [];
const unclear = new Set();
let next = 0;
async function send() {
  const ids = Array.from({ length: BATCH }, () => `r-${next++}`);
  try {
    const answer = await fetch(`${url}/events`, {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ids.map(id => ({ id, type: 'return' }))),
    });
    assert.strictEqual(answer.status, 202);
    accepted.push(...ids);
  } catch {
    ids.forEach(id => unclear.add(id));
    await pause(50);
  }
}

await until('all at once', () => opened >= count);
for (let batch = 0; batch < batches; batch++) {
  await send();
}
console.log('kill');
while (!started) {
  await send();
  await pause(20);
}
for (let batch = 0; batch < batches; batch++) {
  await send();
}
await until('every event at every watcher', () => watchers.every(seen => accepted.every(id => seen.has(id))));
await pause(1000);
const doubled = watchers.flatMap(seen => [...seen].filter(([, times]) => times > 1));
const invented = watchers.flatMap(seen => [...seen.keys()].filter(id => Number(id.slice(2)) >= next));
assert.deepStrictEqual([doubled, invented, notRecovered], [[], [], 0]);
console.log(`${count} watchers saw ${accepted.length} events once each, ${opened - count} came back, ${unclear.size} events had no answer`);
process.exit(0);
