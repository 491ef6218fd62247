// Chromium by its own protocol: a page, what it logs, and what it looks like.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-background-timer-throttling', '--disable-renderer-backgrounding',
  '--disable-component-update', '--disable-sync', '--remote-debugging-port=0'];
const PATIENCE = 30000;
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

export async function until(what, look, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`${what} did not come about`);
    await pause(50);
  }
}

/** One browser with one page. */
export async function browse(chromium) {
  const browser = await start(chromium);
  const [target] = await browser.pages();
  const page = await attach(target);
  return { ...page, close: () => browser.close([page]) };
}

/** One browser with so many pages, each with a profile of its own: Chromium holds 255 WebSockets for a profile, and no more. */
export async function browseBeside(chromium, count) {
  const browser = await start(chromium);
  const control = await speak(browser.address);
  const pages = [];
  for (let i = 0; i < count; i++) {
    const { browserContextId } = await control.call('Target.createBrowserContext');
    const { targetId } = await control.call('Target.createTarget', { url: 'about:blank', browserContextId });
    pages.push(await attach((await browser.pages()).find(each => each.id === targetId)));
  }
  return { pages, close: () => browser.close([control, ...pages]) };
}

async function start(chromium) {
  const home = await mkdtemp(join(tmpdir(), 'heliograph-browser-'));
  const process = spawn(chromium, [...FLAGS, `--user-data-dir=${home}`, '--window-size=1360,1250', 'about:blank'], { stdio: 'ignore' });
  const [port, path] = await until('Chromium', () =>
    readFile(join(home, 'DevToolsActivePort'), 'utf8').then(text => text.includes('/') && text.split('\n'), () => null));
  return {
    address: `ws://127.0.0.1:${port}${path}`,
    pages: async () => (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()).filter(each => each.type === 'page'),
    async close(speakers) {
      speakers.forEach(each => each.hangUp());
      process.kill();
      await new Promise(resolve => process.once('exit', resolve));
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Calls of Chromium's protocol at one address, and what it tells. */
async function speak(address, told = () => {}) {
  const socket = new WebSocket(address);
  await new Promise(resolve => socket.on('open', resolve));
  const waiting = new Map();
  let last = 0;
  socket.on('message', text => {
    const message = JSON.parse(text);
    if (message.id) {
      waiting.get(message.id)(message);
      waiting.delete(message.id);
    } else {
      told(message);
    }
  });
  return {
    hangUp: () => socket.close(),
    call: (method, params = {}) => new Promise(resolve => {
      waiting.set(++last, answer => resolve(answer.result));
      socket.send(JSON.stringify({ id: last, method, params }));
    }),
  };
}

async function attach(target) {
  const complaints = [];
  const { call, hangUp } = await speak(target.webSocketDebuggerUrl, ({ method, params }) => {
    if (method === 'Runtime.exceptionThrown') {
      complaints.push(params.exceptionDetails.exception?.description || params.exceptionDetails.text);
    } else if (method === 'Log.entryAdded' && params.entry.source === 'security') {
      complaints.push(params.entry.text);
    }
  });
  for (const domain of ['Runtime', 'Log', 'Page']) {
    await call(`${domain}.enable`);
  }
  const evaluate = async expression => {
    const answer = await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description || expression);
    return answer.result.value;
  };
  return {
    complaints,
    evaluate,
    until: (expression, patience) => until(expression, () => evaluate(expression).catch(() => false), patience),
    beforeAll: source => call('Page.addScriptToEvaluateOnNewDocument', { source }),
    go: url => call('Page.navigate', { url }),
    scheme: value => call('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] }),
    type: text => call('Input.insertText', { text }),
    async press(key, code) {
      await call('Input.dispatchKeyEvent', { type: 'keyDown', key, windowsVirtualKeyCode: code, text: key === 'Enter' ? '\r' : undefined });
      await call('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: code });
    },
    async picture(file) {
      await writeFile(file, Buffer.from((await call('Page.captureScreenshot', { format: 'png' })).data, 'base64'));
    },
    hangUp,
  };
}
