// Chromium by its own protocol: a page, what it logs, and what it looks like.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--remote-debugging-port=0'];
const PATIENCE = 30000;
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

async function until(what, look) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`${what} did not come about`);
    await pause(50);
  }
}

export async function browse(chromium) {
  const home = await mkdtemp(join(tmpdir(), 'heliograph-browser-'));
  const process = spawn(chromium, [...FLAGS, `--user-data-dir=${home}`, '--window-size=1360,1250', 'about:blank'], { stdio: 'ignore' });
  const port = await until('Chromium', () =>
    readFile(join(home, 'DevToolsActivePort'), 'utf8').then(text => text.split('\n')[0], () => null));
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()).filter(each => each.type === 'page');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise(resolve => socket.on('open', resolve));
  const waiting = new Map();
  const complaints = [];
  let last = 0;
  socket.on('message', text => {
    const message = JSON.parse(text);
    if (message.id) {
      waiting.get(message.id)(message);
    } else if (message.method === 'Runtime.exceptionThrown') {
      complaints.push(message.params.exceptionDetails.exception?.description || message.params.exceptionDetails.text);
    } else if (message.method === 'Log.entryAdded' && message.params.entry.source === 'security') {
      complaints.push(message.params.entry.text);
    }
  });
  const call = (method, params = {}) => new Promise(resolve => {
    waiting.set(++last, answer => resolve(answer.result));
    socket.send(JSON.stringify({ id: last, method, params }));
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
    until: expression => until(expression, () => evaluate(expression).catch(() => false)),
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
    async close() {
      socket.close();
      process.kill();
      await new Promise(resolve => process.once('exit', resolve));
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
