// Speaks to a hub by SockJS, on every transport that the client has. Ends with 1, and says why, when anything is not as it should be.
'use strict';
const assert = require('node:assert');
const SockJS = require('sockjs-client');
const EventBus = require('@vertx/eventbus-bridge-client.js');

const [url, other, key] = process.argv.slice(2);
const patience = 20000;

function within(what, begin) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(what + ' did not come')), patience);
    begin(value => { clearTimeout(timer); resolve(value); }, error => { clearTimeout(timer); reject(error); });
  });
}

function open(name, credential) {
  const bus = new EventBus(url + '/eventbus', { vertxbus_ping_interval: 2000, transports: [name] });
  if (credential) bus.defaultHeaders = { 'X-API-KEY': credential };
  bus.faults = [];
  bus.onerror = fault => bus.faults.push(fault.body);
  return within('open', resolve => { bus.onopen = () => resolve(bus); });
}

function ask(bus, address, body) {
  return within(address, (resolve, reject) =>
    bus.send(address, body, (failure, message) => failure ? reject(Object.assign(new Error(`${address}: ${JSON.stringify(failure)}`), failure)) : resolve(message.body)));
}

function register(bus, address, headers, wanted) {
  const got = [];
  return within(address, (resolve, reject) =>
    bus.registerHandler(address, headers, (failure, message) => {
      if (failure) return reject(new Error(`${address}: ${JSON.stringify(failure)}`));
      got.push(message.body);
      if (wanted(message.body, got)) resolve(got);
    }));
}

async function transport(name) {
  const bus = await open(name, key);
  const type = 'bridge.' + name;
  const begun = {};
  const ready = new Promise(resolve => { begun.resolve = resolve; });
  const events = register(bus, 'live.events', { type }, body => {
    if ('recovered' in body) begun.resolve();
    return body.events.length > 0;
  });
  await within('the begin', resolve => ready.then(resolve));
  assert.deepStrictEqual(
    await ask(bus, 'op.events.ingest', { type, payload: { n: 1 } }), { accepted: 1, rejected: [], duplicates: 0 });
  const [seen] = (await events).filter(body => body.events.length > 0);
  assert.strictEqual(seen.events[0].type, type);

  const payloads = await register(bus, 'live.telemetry', {}, (body, got) => got.length === 2);
  assert.deepStrictEqual(
    Object.keys(payloads[0]), ['queue', 'scheduler', 'orchestrator', 'platforms', 'workers', 'timestamp']);

  assert.strictEqual((await ask(bus, 'hub.version', {})).protocol.split('.')[0], '1');
  await assert.rejects(ask(bus, 'events.get', { id: 'none' }), { failureCode: 404 });
  await assert.rejects(ask(bus, 'events.query', { limit: 'many' }), { failureCode: 400 });
  await assert.rejects(ask(bus, 'op.__vertx.subs', {}), { failureCode: 404 });

  for (const address of ['live.other', 'op.events.query', '__vertx.subs', 'telemetry.stored', 'live.events.*']) {
    bus.registerHandler(address, {}, () => assert.fail(address + ' was let in'));
  }
  bus.publish('live.events', { forged: true });
  await within('refusals', resolve => setInterval(() => bus.faults.length === 6 && resolve(), 50).unref());
  assert.deepStrictEqual(new Set(bus.faults), new Set(['access_denied']));
  bus.close();
}

async function whoSaysNothingOfItselfIsRefused() {
  const bus = await open('websocket');
  bus.registerHandler('live.events', {}, () => assert.fail('a stranger was let in'));
  await within('not_logged_in', resolve => setInterval(() => bus.faults.includes('not_logged_in') && resolve(), 50).unref());
  assert.deepStrictEqual(await ask(bus, 'auth.login', { api_key: key }), { subject: 'api-key', project: 'default' });
  await register(bus, 'live.telemetry', {}, () => true);
  bus.close();
}

async function aWrongKeyEndsTheConnection() {
  const bus = await open('websocket', 'wrong');
  await within('the end', resolve => { bus.onclose = resolve; bus.send('hub.version', {}, () => {}); });
}

async function aForeignPageIsRefused() {
  const answer = await fetch(url + '/eventbus/info', { headers: { Origin: 'https://evil.example' } });
  assert.strictEqual(answer.status, 403);
  assert.strictEqual(answer.headers.get('access-control-allow-credentials'), null);
}

async function rawSocketsGetTheSame() {
  const WebSocket = require('ws');
  const socket = new WebSocket(url.replace('http', 'ws') + '/eventbus/websocket', { headers: { 'X-API-KEY': key } });
  await within('raw', (resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'register', address: 'live.telemetry' })));
    socket.on('message', text => JSON.parse(text).body.queue && resolve());
  });
  socket.close();
}

async function whatTheOtherNodeAcceptsArrives() {
  const bus = await open('websocket', key);
  const begun = {};
  const ready = new Promise(resolve => { begun.resolve = resolve; });
  const events = register(bus, 'live.events', { type: 'other.node' }, body => {
    if ('recovered' in body) begun.resolve();
    return body.events.length > 0;
  });
  await within('the begin', resolve => ready.then(resolve));
  const sent = await fetch(other + '/events', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'X-API-KEY': key },
    body: '{"type":"other.node"}',
  });
  assert.strictEqual(sent.status, 202);
  await events;
  bus.close();
}

(async () => {
  assert.ok(SockJS);
  for (const name of ['websocket', 'xhr-streaming', 'xhr-polling', 'eventsource']) {
    await transport(name);
    console.log(name + ' ok');
  }
  await whoSaysNothingOfItselfIsRefused();
  await aWrongKeyEndsTheConnection();
  await aForeignPageIsRefused();
  await rawSocketsGetTheSame();
  await whatTheOtherNodeAcceptsArrives();
  process.exit(0);
})().catch(error => {
  console.error(error);
  process.exit(1);
});
