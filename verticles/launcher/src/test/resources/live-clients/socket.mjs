// The client as the hub serves it, in Node: options that are undefined, sockets that cannot be made, payloads that are not right.
import assert from 'node:assert';
import { writeFile } from 'node:fs/promises';
import WebSocket from 'ws';

const [url, key] = process.argv.slice(2);
const served = await fetch(`${url}/client/heliograph.js`);
await writeFile('heliograph-socket.mjs', await served.text());
const { TelemetrySocket, isTelemetryPayload, ticketFor } = await import('./heliograph-socket.mjs');
process.on('unhandledRejection', error => assert.fail(`nobody was told: ${error.stack}`));

function whatIsUndefinedLeavesTheDefault() {
  const plain = new TelemetrySocket({ url }).options;
  const names = Object.keys(plain).filter(name => name !== 'url');
  assert.ok(names.includes('reconnectDelay') && names.includes('maxReconnectAttempts'), String(names));
  const undone = Object.fromEntries([...names, 'log', 'ticket', 'resumeFrom'].map(name => [name, undefined]));
  assert.deepStrictEqual(new TelemetrySocket({ ...undone, url }).options, plain);
  assert.throws(() => new TelemetrySocket({ url: undefined }), /url is missing/);
  assert.throws(() => new TelemetrySocket(), /url is missing/);
}

/** What a socket says that can never be made, until it gives up. */
function faults(options) {
  return new Promise(resolve => {
    const seen = { errors: [], delays: [] };
    const socket = new TelemetrySocket({
      url, reconnectDelay: 2, reconnectDecay: 2, jitter: 0, maxReconnectAttempts: 3, log: () => {}, ...options,
      onError: error => seen.errors.push(error.message),
      onReconnecting: ({ delay }) => {
        assert.ok(socket.isConnecting());
        seen.delays.push(delay);
      },
      onGiveUp: () => resolve({ ...seen, isConnecting: socket.isConnecting(), isConnected: socket.isConnected() }),
    });
    socket.connect();
  });
}

async function aSocketThatCannotBeMadeIsAFailedAttempt() {
  const GaveUp = { delays: [2, 4, 8], isConnecting: false, isConnected: false };
  class Forbidden {
    constructor() {
      throw new Error('an insecure socket on a secure page');
    }
  }
  assert.deepStrictEqual(
    await faults({ WebSocket: Forbidden }), { ...GaveUp, errors: Array(4).fill('an insecure socket on a secure page') });
  const global = globalThis.WebSocket;
  globalThis.WebSocket = undefined;
  assert.deepStrictEqual(await faults({}),
    { ...GaveUp, errors: Array(4).fill('there is no WebSocket here; hand in a class as the option WebSocket') });
  globalThis.WebSocket = global;
}

function payload() {
  return new Promise((resolve, reject) => {
    const socket = new TelemetrySocket({
      url: `${url}/telemetry/live`, WebSocket, ticket: () => ticketFor(url, key), onError: reject,
      onMessage: message => {
        socket.disconnect();
        resolve(message);
      },
    });
    socket.connect();
  });
}

/** Every value that the schema forbids at this place, and at those within it. */
function wrong(schema, schemas) {
  const { $ref, type, properties, additionalProperties } = schema.$ref ? schemas[schema.$ref.split('/').at(-1)] : schema;
  const within = Object.entries(properties ?? { any: additionalProperties }).filter(([, inner]) => inner)
    .flatMap(([name, inner]) => wrong(inner, schemas).map(({ path, value }) => ({ path: [name, ...path], value })));
  const kinds = { text: 'abc', list: [], truth: true, NaN, ...(type === 'object' ? { number: 1 } : { object: {} }) };
  if (!String(type).includes('null')) kinds.null = null;
  if (String(type).includes('integer')) Object.assign(kinds, { below: -5, part: 0.5 });
  if (type === 'string') Object.assign(kinds, { number: 5, day: '2026-11-22', none: '' });
  return [...Object.values(kinds).map(value => ({ path: [], value })), ...within];
}

function changed(whole, path, change) {
  const copy = structuredClone(whole);
  const last = path.at(-1);
  change(path.slice(0, -1).reduce((part, name) => part[name], copy), last);
  return copy;
}

/** Counters are not below 0 (L20), which the schema does not say; all else it does. */
async function aPayloadIsCheckedInEveryMemberOfItsSchema() {
  const { schemas } = (await (await fetch(`${url}/openapi.json`)).json()).components;
  const sent = await payload();
  assert.ok(isTelemetryPayload(sent), JSON.stringify(sent));
  const right = { ...sent, platforms: { any: 1 }, custom: { any: -0.5 } };
  assert.ok(isTelemetryPayload(right));
  assert.ok(isTelemetryPayload({ ...right, custom: undefined }));
  assert.ok(isTelemetryPayload(changed(right, ['orchestrator', 'last_run_seconds_ago'], (part, name) => { part[name] = null; })));
  const all = wrong({ $ref: '#/LivePayload' }, schemas);
  assert.ok(all.length > 100, `${all.length} values that are wrong`);
  for (const { path, value } of all) {
    const message = path.length === 0 ? value : changed(right, path, (part, name) => { part[name] = value; });
    assert.strictEqual(isTelemetryPayload(message), false, `${path.join('.')}: ${JSON.stringify(value)}`);
    if (path.length > 0 && path.at(-1) !== 'any' && path[0] !== 'custom') {
      const without = changed(right, path, (part, name) => { delete part[name]; });
      assert.strictEqual(isTelemetryPayload(without), false, `without ${path.join('.')}`);
    }
  }
  assert.strictEqual(isTelemetryPayload(undefined), false);
  assert.strictEqual(isTelemetryPayload(changed(right, ['orchestrator', 'saturation_rate'], (part, name) => { part[name] = 1.1; })), false);
}

whatIsUndefinedLeavesTheDefault();
await aSocketThatCannotBeMadeIsAFailedAttempt();
await aPayloadIsCheckedInEveryMemberOfItsSchema();
process.exit(0);
