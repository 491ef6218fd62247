// Speaks to the hub at argv[2] with clients that others wrote; ends with 0 and says "done" when all of it went as it should.
'use strict';
const assert = require('node:assert');
const jayson = require('jayson/promise');
const WebSocket = require('ws');
const { JSONRPCClient } = require('json-rpc-2.0');

const hub = new URL(process.argv[2]);
const AT_ONCE = 1000;

async function withJayson() {
  const client = jayson.Client.http({ host: hub.hostname, port: hub.port, path: '/rpc' });
  const single = await client.request('hub.version', []);
  assert.equal(single.result.protocol, '1.0');

  const refused = await client.request('events.query', { limit: 0 });
  assert.equal(refused.error.code, -32602);
  assert.equal(refused.error.data.code, 'invalid-parameter');
  const unknown = await client.request('nowhere.at-all', []);
  assert.equal(unknown.error.code, -32601);

  // With null as its id jayson makes a notification.
  await client.request('events.ingest', { type: 'client.jayson', id: 'jayson-note' }, null);

  const batch = await client.request([
    client.request('events.ingest', [{ type: 'client.jayson', id: 'jayson-1' }], undefined, false),
    client.request('nowhere', [], undefined, false),
    client.request('events.ingest', { type: 'client.jayson', id: 'jayson-2' }, null, false),
  ]);
  assert.equal(batch.length, 2);
  assert.equal(batch[0].result.accepted, 1);
  assert.equal(batch[1].error.code, -32601);
}

async function withJsonRpc20() {
  const socket = new WebSocket(`ws://${hub.host}/rpc`);
  await new Promise((open, failed) => socket.once('open', open).once('error', failed));
  const client = new JSONRPCClient(request => socket.send(JSON.stringify(request)));
  socket.on('message', text => client.receive(JSON.parse(text)));

  assert.equal((await client.request('hub.version', {})).protocol, '1.0');
  await assert.rejects(client.request('events.query', { typ: 'a' }), error => error.code === -32602);
  client.notify('events.ingest', { type: 'client.socket', id: 'socket-note' });

  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, n) => client.request('events.ingest', { type: 'client.socket', id: `socket-${n}` })));
  assert.equal(answers.filter(answer => answer.accepted === 1).length, AT_ONCE);

  const both = await client.requestAdvanced([
    { jsonrpc: '2.0', id: 'a', method: 'hub.version' },
    { jsonrpc: '2.0', id: 'b', method: 'nowhere' },
  ]);
  assert.equal(both.find(answer => answer.id === 'a').result.protocol, '1.0');
  assert.equal(both.find(answer => answer.id === 'b').error.code, -32601);
  socket.close();
}

withJayson().then(withJsonRpc20).then(() => console.log('done'), error => {
  console.error(error);
  process.exit(1);
});
