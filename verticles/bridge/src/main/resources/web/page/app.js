// The first page: how the work goes, what the numbers are, what comes in.

import { Cards } from './cards.js';
import { byId } from './dom.js';
import { Session } from './session.js';
import { Tail } from './tail.js';
import { Windows } from './windows.js';

const session = new Session();
const cards = new Cards(byId('cards'));

function connection(state, words) {
  const shown = byId('connection');
  shown.dataset.state = state;
  shown.querySelector('.words').textContent = words;
  cards.live(state === 'live');
}

async function about() {
  const answer = await session.get('/version');
  if (answer.ok) {
    const { version, node } = await answer.json();
    byId('version').textContent = `Heliograph ${version}`;
    byId('node').textContent = node;
  }
}

async function begin() {
  await session.enter();
  about().catch(() => {});
  new Windows(session).start();
  new Tail(session).start();
  session.socket({
    url: '/telemetry/live',
    onMessage: payload => {
      cards.show(payload);
      connection('live', 'Live');
    },
    onOpen: () => connection('connecting', 'Connected'),
    onClose: () => connection('lost', 'Offline'),
    onReconnecting: ({ delay }) => connection('lost', `Offline, trying again in ${Math.round(delay / 1000)} s`),
    onRefused: words => {
      connection('refused', words);
      byId('updated').textContent = 'No figures with this key';
    },
  }).connect();
}

byId('leave').addEventListener('click', () => {
  session.forget();
  location.reload();
});
begin().catch(() => connection('gone', 'The hub does not answer; reload the page'));
