// A page of somebody else's, on a server of its own: with React, and with the client as the hub serves it.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const REACT = 'export const { useCallback, useEffect, useRef, useState } = window.React;';

/** `build` is development or production.min; `script` is a module, and finds `settings` in the page. */
export async function serve(hub, port, build, settings, script) {
  const page = `<!doctype html><meta charset="utf-8"><div id="root"></div>
<script src="/react.js"></script><script src="/react-dom.js"></script>
<script type="importmap">{"imports":{"react":"/react-module.js"}}</script>
<script>window.settings = ${JSON.stringify(settings)};</script>
<script type="module">${script}</script>`;
  const served = async name => (await fetch(`${hub}/client/${name}`)).text();
  const scripts = {
    '/react.js': await readFile(`node_modules/react/umd/react.${build}.js`),
    '/react-dom.js': await readFile(`node_modules/react-dom/umd/react-dom.${build}.js`),
    '/react-module.js': REACT,
    '/client/heliograph.js': await served('heliograph.js'),
    '/client/heliograph-react.js': await served('heliograph-react.js'),
  };
  const server = createServer((request, response) => {
    const script = scripts[request.url];
    if (request.url !== '/' && !script) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.end(script || page);
  });
  await new Promise(resolve => server.listen(Number(port), '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
