// The first page of a guarded hub, as somebody with a keyboard sees it.
import assert from 'node:assert';
import { browse } from './browser.mjs';

const [url, key, chromium, picture] = process.argv.slice(2);
const send = events => fetch(`${url}/events`, {
  method: 'POST', headers: { 'content-type': 'application/json', 'X-API-KEY': key }, body: JSON.stringify(events),
}).then(answer => assert.strictEqual(answer.status, 202));

const page = await browse(chromium);
try {
  await page.go(`${url}/`);
  await page.until('document.getElementById("ask")?.open');
  await page.type('wrong');
  await page.press('Enter', 13);
  await page.until('document.getElementById("ask-wrong").textContent.includes("does not know")');
  await page.type(key);
  await page.press('Enter', 13);
  await page.until('document.getElementById("connection").dataset.state === "live"');
  assert.strictEqual(await page.evaluate('document.querySelectorAll(".card").length'), 5);
  assert.strictEqual(await page.evaluate('document.querySelectorAll(".badge[data-live=true]").length'), 5);
  assert.strictEqual(await page.evaluate('location.href'), `${url}/`);
  await page.until('document.getElementById("tail").dataset.showing === ""');

  await send([
    { type: 'job.queued', payload: { job_id: 'p1', platform: 'tiktok' } },
    { type: 'job.queued', payload: { job_id: 'p2', platform: 'tiktok' } },
    { type: 'job.started', payload: { job_id: 'p3', worker: 'w-2' } },
    { type: 'job.failed', payload: { job_id: 'p4', worker: 'w-1' } },
    { type: 'orchestrator.status', saturation_rate: 0.95, decisions_pending: 3 },
    { type: 'hardware.gpu', agent_id: 'gpu-1', payload: { note: '<img src=x onerror="window.broken=1">' } },
  ]);
  const state = name => `document.querySelector("[data-card=${name}]").dataset.state`;
  await page.until(`${state('queue')} === "bad" && ${state('orchestrator')} === "bad" && ${state('workers')} === "good"`);
  await page.until('document.querySelector("[data-card=platforms] dt")?.textContent === "tiktok"');
  await page.until('document.getElementById("tail").textContent.includes("onerror")');
  assert.strictEqual(await page.evaluate('window.broken'), undefined);
  await page.picture(picture.replace('.png', '-light.png'));
  await page.scheme('dark');
  await page.picture(picture.replace('.png', '-dark.png'));

  const types = () => page.evaluate('[...document.querySelectorAll("#tail tr")].map(row => row.querySelector(".type")?.textContent ?? "gap")');
  const filter = async text => {
    await page.evaluate('document.querySelector("[name=type]").value = ""; document.querySelector("[name=type]").focus()');
    await page.type(text);
    await page.until(`decodeURIComponent(document.getElementById("tail").dataset.showing) === "?type=${text}"`);
  };
  await page.until('document.querySelectorAll("#tail tr").length === 6');
  await filter('hardware.*');
  assert.deepStrictEqual(await types(), ['gap', 'hardware.gpu']);
  await send([{ type: 'other' }, { type: 'hardware.last' }]);
  await page.until('document.getElementById("tail").textContent.includes("hardware.last")');
  assert.deepStrictEqual(await types(), ['hardware.last', 'gap', 'hardware.gpu']);

  const pause = 'document.getElementById("pause").click()';
  const note = 'document.getElementById("tail-note").textContent';
  await page.evaluate(pause);
  await send([{ type: 'hardware.paused' }, { type: 'hardware.last' }]);
  await page.until(`${note} === "Paused; 2 came since"`);
  assert.deepStrictEqual(await types(), ['hardware.last', 'gap', 'hardware.gpu']);
  await filter('hardware.paused');
  await send([{ type: 'hardware.paused' }]);
  await page.until(`${note} === "Paused; 2 came since"`);
  assert.deepStrictEqual(await types(), []);
  await page.evaluate(pause);
  assert.deepStrictEqual(await types(), ['hardware.paused', 'gap', 'hardware.paused']);
  assert.strictEqual(await page.evaluate(note), 'As they are accepted, on any node');
  await filter('hardware.*');
  assert.deepStrictEqual(await types(), ['gap', 'hardware.paused', 'gap', 'hardware.last', 'hardware.paused', 'hardware.last', 'gap', 'hardware.gpu']);
  await page.evaluate(pause);
  await send(Array.from({ length: 300 }, (_, i) => ({ type: 'hardware.paused', payload: { n: i } })));
  await page.until(`${note} === "Paused; 300 came since"`);
  await page.evaluate(pause);
  assert.deepStrictEqual(await page.evaluate('[...document.querySelectorAll("#tail tr td:last-child")].map(cell => JSON.parse(cell.textContent).n)'),
    Array.from({ length: 200 }, (_, i) => 299 - i));
  assert.deepStrictEqual(page.complaints, []);
  console.log('the page ok');
} finally {
  await page.close();
}
process.exit(0);
