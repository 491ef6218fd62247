// What many components went through, held against each other and against what the hub accepted.
import assert from 'node:assert';

/** The first, one after the kill, one after the mount; a busy machine may lose one more. */
const CONNECTIONS = 3;

/** Times of the hub as texts that sort, however many digits their seconds have. */
const sortable = time => time.replace(/(?:\.(\d+))?Z$/, (_, digits = '') => `.${digits.padEnd(9, '0')}`);
const isGrowing = values => values.every((value, i) => i === 0 || value > values[i - 1]);

/** Each delay is longer than the one before, until the longest, and no shorter than chance may make it. */
function assertDelays(outages, { delay, longest }) {
  assert.ok(outages.length >= 1, 'no outage');
  for (const delays of outages) {
    delays.forEach((value, i) => {
      const most = Math.min(longest, delay * 1.5 ** i);
      assert.ok(value >= Math.floor(most * 0.7) && value <= Math.ceil(most), `delay ${i} of ${delays}`);
      assert.ok(i === 0 || most === longest || value > delays[i - 1], `delays that do not grow: ${delays}`);
    });
  }
}

/** Each connection has every payload between its first and its last; the component shows them in order, each once. */
function assertPayloads({ connections, rendered, outages }, known, settings) {
  assert.ok(connections.length >= CONNECTIONS, 'connections');
  assertDelays(outages, settings);
  const got = connections.map(times => times.map(sortable));
  assert.ok(isGrowing(got.flat()), `payloads twice or out of order: ${got}`);
  for (const times of got) {
    assert.deepStrictEqual(times, known.slice(known.indexOf(times[0]), known.indexOf(times.at(-1)) + 1), 'payloads are missing');
  }
  const shown = rendered.map(sortable);
  const all = new Set(got.flat());
  assert.ok(isGrowing(shown) && shown.every(time => all.has(time)), `shown twice, out of order or invented: ${shown}`);
  return { got: all.size, shown: shown.length };
}

/** Every accepted event once and in order, told and listed; those without an answer are seen by all or by none. */
function assertEvents({ connections, told, toldBefore, listed, outages }, expected, settings) {
  const recovered = connections.flat().filter(each => each !== null);
  assert.ok(recovered.length >= CONNECTIONS && recovered.every((each, i) => each === i > 0), `recovered: ${recovered}`);
  assertDelays(outages, settings);
  assert.deepStrictEqual(told, expected, 'events are missing, doubled or out of order');
  assert.deepStrictEqual(listed, told.slice(toldBefore), 'listed since the last mount');
}

/** Throws where anything was lost, doubled or out of order; otherwise says what there was. */
export function judge(records, accepted, unclear, settings) {
  const known = [...new Set(records.flatMap(({ live }) => live.connections.flat().map(sortable)))].sort();
  const first = new Set(records[0].stream.told);
  const kept = unclear.filter(id => first.has(id));
  const number = id => Number(id.slice(2));
  const expected = [...accepted, ...kept].sort((one, other) => number(one) - number(other));
  let got = 0;
  let shown = 0;
  for (const { live, stream } of records) {
    const payloads = assertPayloads(live, known, settings);
    got += payloads.got;
    shown += payloads.shown;
    assertEvents(stream, expected, settings);
  }
  const delays = records.flatMap(({ live, stream }) => [live, stream].flatMap(each => each.outages.flat()));
  return `${records.length} components came back: ${expected.length} events once at each, ${got} payloads once each `
    + `(${got - shown} of them shown together with the next), ${delays.length} delays of up to ${Math.max(...delays)} ms, `
    + `${unclear.length} events had no answer, ${kept.length} of them were kept`;
}
