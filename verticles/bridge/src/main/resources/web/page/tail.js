// Accepted events as they come, newest on top.

import { TelemetrySocket } from '/client/heliograph.js';
import { byId, element } from './dom.js';

const MOST_ROWS = 200;
const LONGEST_PAYLOAD = 500;
const TYPING = 400;

export class Tail {
  constructor(session) {
    this.session = session;
    this.rows = byId('tail');
    this.form = byId('filters');
    this.isPaused = false;
    this.missed = 0;
    this.form.addEventListener('input', () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.start(), TYPING);
    });
    this.form.addEventListener('submit', event => event.preventDefault());
    byId('pause').addEventListener('click', () => this.pause(!this.isPaused));
    byId('clear').addEventListener('click', () => this.clear());
    byId('try').textContent = `curl -s ${location.origin}/events -H 'content-type: application/json' \\\n`
      + `  -d '{"type":"hardware.gpu","agent_id":"gpu-1","temperature_c":64}'`;
  }

  /** Begins anew, with what the form says. */
  start() {
    this.stop();
    const url = new URL('/stream', location.href);
    for (const [name, value] of new FormData(this.form)) {
      if (value.trim()) {
        url.searchParams.set(name, value.trim());
      }
    }
    this.socket = new TelemetrySocket({
      url: url.href,
      resume: true,
      maxReconnectAttempts: Infinity,
      ticket: () => this.session.ticket(),
      onMessage: document => {
        if (document.recovered !== undefined) {
          this.rows.dataset.showing = url.search; // from here on, nothing is missed
        }
        this.take(document);
      },
      onOpen: () => this.note('As they are accepted, on any node'),
      onReconnecting: () => this.note('Interrupted; going on where it was as soon as the hub is back'),
      onError: () => {},
    });
    this.socket.connect();
  }

  stop() {
    if (this.socket) {
      this.socket.disconnect();
    }
  }

  take({ events = [], recovered }) {
    if (recovered === false && this.rows.rows.length > 0) {
      this.add(element('tr', {}, element('td', { colspan: '5', class: 'empty', text: 'What came between is not shown here; the list of events has it.' })));
    }
    if (this.isPaused) {
      this.missed += events.length;
      this.note(`Paused; ${this.missed} came since`);
      return;
    }
    events.slice(-MOST_ROWS).forEach(event => this.add(this.row(event)));
  }

  row({ timestamp, type, source, agent_id: agent, payload }) {
    const time = new Date(timestamp);
    const text = JSON.stringify(payload ?? {});
    return element('tr', {},
      element('td', {}, element('time', { datetime: timestamp || '', text: Number.isNaN(time.getTime()) ? '–' : time.toLocaleTimeString() })),
      element('td', { class: 'type', text: type ?? '–' }),
      element('td', { text: source ?? '' }),
      element('td', { text: agent ?? '' }),
      element('td', { title: text.slice(0, LONGEST_PAYLOAD), text: text.slice(0, LONGEST_PAYLOAD) }));
  }

  add(row) {
    this.rows.prepend(row);
    while (this.rows.rows.length > MOST_ROWS) {
      this.rows.lastElementChild.remove();
    }
    byId('tail-empty').hidden = true;
  }

  pause(now) {
    this.isPaused = now;
    this.missed = 0;
    byId('pause').setAttribute('aria-pressed', String(now));
    this.note(now ? 'Paused' : 'As they are accepted, on any node');
  }

  clear() {
    this.rows.replaceChildren();
    byId('tail-empty').hidden = false;
  }

  note(text) {
    byId('tail-note').textContent = text;
  }
}
