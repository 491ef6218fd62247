// The first page as it is seen with keys that lack a scope: it says which, shows the rest, and does not ask again and again.
import assert from 'node:assert';
import { browse } from './browser.mjs';

const [url, key, chromium] = process.argv.slice(2);
const NUMBERS = 5000;

/** Counts what is asked, and keeps the delays of all timers, so that nothing has to be waited for to know that nothing will come. */
const WATCH = `
  const ask = window.fetch;
  window.asked = 0;
  window.fetch = (...what) => { asked++; return ask(...what); };
  window.delays = new Map();
  for (const [set, clear, isOnce] of [['setTimeout', 'clearTimeout', true], ['setInterval', 'clearInterval', false]]) {
    const [begin, end] = [window[set], window[clear]];
    window[set] = (act, delay) => {
      const id = begin(() => { if (isOnce) delays.delete(id); act(); }, delay);
      delays.set(id, delay);
      return id;
    };
    window[clear] = id => { delays.delete(id); end(id); };
  }`;
const delays = '[...delays.values()].join()';
const text = id => `document.getElementById("${id}").textContent`;
const LACKS_EVENTS = 'Not with this key. This takes the scope events:read.';
const LACKS_METRICS = 'Not with this key. This takes the scope metrics:read.';

async function keyWith(...scopes) {
  const answer = await fetch(`${url}/keys`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'X-API-KEY': key },
    body: JSON.stringify({ name: scopes.join(), scopes }),
  });
  assert.strictEqual(answer.status, 201);
  return (await answer.json()).key;
}

const page = await browse(chromium);

async function enterWith(...scopes) {
  const mine = await keyWith(...scopes);
  await page.go(`${url}/`);
  await page.until('document.getElementById("ask")?.open');
  await page.type(mine);
  await page.press('Enter', 13);
}

async function awaitNoEvents() {
  await page.until(`${text('connection')}.trim() === "${LACKS_EVENTS}" && ${text('tail-note')} === "${LACKS_EVENTS}"`);
  assert.strictEqual(await page.evaluate(text('updated')), 'No figures with this key');
  assert.strictEqual(await page.evaluate('document.getElementById("leave").hidden'), false);
}

async function awaitNoNumbers() {
  await page.until(`${text('windows-empty')} === "${LACKS_METRICS}" && !document.getElementById("windows-empty").hidden`);
  assert.strictEqual(await page.evaluate(text('windows-note')), LACKS_METRICS);
}

try {
  await page.beforeAll(WATCH);
  await enterWith('events:write');
  await awaitNoEvents();
  await awaitNoNumbers();
  assert.strictEqual(await page.evaluate(delays), '');
  const asked = await page.evaluate('asked');
  await page.evaluate('document.getElementById("window").dispatchEvent(new Event("change"))');
  await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
  assert.strictEqual(await page.evaluate('asked'), asked);

  await enterWith('metrics:read');
  await awaitNoEvents();
  await page.until(`${text('windows-note')} === "What events of each type carried lately"`);
  assert.strictEqual(await page.evaluate(delays), String(NUMBERS));

  await enterWith('events:read');
  await awaitNoNumbers();
  await page.until('document.getElementById("connection").dataset.state === "live"');
  await page.until('document.getElementById("tail").dataset.showing === ""');
  assert.strictEqual(await page.evaluate(`[...delays.values()].includes(${NUMBERS})`), false);
  assert.deepStrictEqual(page.complaints, []);
} finally {
  await page.close();
}
process.exit(0);
