// An agent at the hub argv[2]: registers, sends telemetry, is messaged, sleeps, returns and finds its mail; ends with 0.
'use strict';
const assert = require('node:assert');
const WebSocket = require('ws');

const hub = process.argv[2];
const socketUrl = hub.replace('http', 'ws') + '/acp';
const now = () => new Date().toISOString();

async function post(path, body) {
  const answer = await fetch(hub + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
  return answer.json();
}

function connect(registration) {
  const socket = new WebSocket(socketUrl);
  const frames = [];
  const waiting = [];
  socket.on('message', (data) => {
    const frame = JSON.parse(data);
    assert.notEqual(frame.acp, 'error', String(data));
    const place = waiting.findIndex((wish) => wish.kind === frame.acp);
    if (place >= 0) waiting.splice(place, 1)[0].resolve(frame);
    else frames.push(frame);
  });
  // Answers and messages may come in any order among each other, so each kind has a line of its own.
  const next = (kind) => {
    const place = frames.findIndex((frame) => frame.acp === kind);
    return place >= 0
      ? Promise.resolve(frames.splice(place, 1)[0])
      : new Promise((resolve) => waiting.push({ kind, resolve }));
  };
  const say = (frame) => socket.send(JSON.stringify(frame));
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', async () => {
      say({ acp: 'connect', ...registration });
      const connected = await next('connected');
      resolve({ say, next, connected, close: () => new Promise((gone) => { socket.on('close', gone); socket.close(); }) });
    });
  });
}

async function main() {
  const me = { agent_id: 'node-js', name: 'An agent in JavaScript', kind: 'sensor', capabilities: ['measure'] };
  const first = await connect(me);
  assert.equal(first.connected.waiting, 0);

  first.say({ type: 'telemetry_update', timestamp: now(), payload: { agent_id: 'node-js', metrics: { hr: 72, temp: 36.7 } } });
  assert.equal((await first.next('sent')).telemetry, true);

  await post('/acp', { type: 'measure', timestamp: now(), to: 'node-js', id: 'order-1', payload: { what: 'hr' } });
  const order = await first.next('message');
  assert.equal(order.message.payload.what, 'hr');
  first.say({ acp: 'ack', seqs: [order.seq] });
  assert.equal((await first.next('acked')).acknowledged, 1);
  await first.close();

  for (let i = 0; i < 20; i++) {
    await post('/acp', { type: 'while-asleep', timestamp: now(), to: 'node-js', id: `mail-${i}`, payload: { i } });
  }

  const second = await connect(me);
  for (let i = 0; i < 20; i++) {
    const mail = await second.next('message');
    assert.equal(mail.message.payload.i, i);
    second.say({ acp: 'ack', seqs: [mail.seq] });
    assert.equal((await second.next('acked')).acknowledged, 1);
  }
  const known = await (await fetch(`${hub}/agents/node-js`)).json();
  assert.equal(known.waiting, 0);
  assert.equal(known.presence, 'online');
  assert.equal(known.kind, 'sensor');
  await second.close();
  console.log('done');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
