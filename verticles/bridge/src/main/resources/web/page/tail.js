// Accepted events as they come, newest on top.

import { byId, element } from './dom.js';

const MOST_ROWS = 200;
const LONGEST_PAYLOAD = 500;
const TYPING = 400;
const LIVE = 'As they are accepted, on any node';

/** Stands in the list where events may be missing. */
const GAP = null;

export class Tail {
  constructor(session) {
    this.session = session;
    this.rows = byId('tail');
    this.form = byId('filters');
    this.seen = []; // events and gaps with their rows, the newest first; those that do not fit the filter have theirs hidden
    this.held = []; // what came while paused, the oldest first
    this.fits = () => true;
    this.missed = 0;
    this.isPaused = false;
    this.words = LIVE;
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

  /** Begins anew with what the form says, and shows what fits it of what came before. */
  start() {
    if (this.socket) {
      this.socket.disconnect();
    }
    const url = new URL('/stream', location.href);
    for (const [name, value] of new FormData(this.form)) {
      if (value.trim()) {
        url.searchParams.set(name, value.trim());
      }
    }
    this.filter(wanted(url.searchParams));
    this.socket = this.session.socket({
      url: url.href,
      resume: true,
      onMessage: document => {
        if (document.recovered !== undefined) {
          this.rows.dataset.showing = url.search; // from here on, nothing is missed
        }
        this.take(document);
      },
      onOpen: () => this.note(LIVE),
      onReconnecting: () => this.note('Interrupted; going on where it was as soon as the hub is back'),
      onRefused: words => {
        this.note(words);
        byId('tail-empty').hidden = true;
      },
    });
    this.socket.connect();
  }

  take({ events = [], recovered }) {
    const came = recovered === false ? [GAP, ...events] : events;
    if (this.isPaused) {
      this.held = [...this.held, ...came].slice(-MOST_ROWS); // as many as the rows would show
      this.missed += events.length;
      this.tell();
    } else {
      came.slice(-MOST_ROWS).forEach(event => this.add(event));
    }
  }

  add(event) {
    if (event === GAP && (this.seen.length === 0 || this.seen[0].event === GAP)) {
      return;
    }
    const entry = { event, row: event === GAP ? gapRow() : eventRow(event) };
    this.seen.unshift(entry);
    this.show(entry);
    if (this.seen.length > MOST_ROWS) {
      this.seen.pop().row.remove();
    }
  }

  /** On top, if it fits; a gap only between two that do. */
  show({ event, row }) {
    const top = this.rows.firstElementChild;
    if (event === GAP ? top && !top.matches('.gap') : this.fits(event)) {
      this.rows.prepend(row);
    }
    byId('tail-empty').hidden = this.rows.rows.length > 0;
  }

  filter(fits) {
    this.fits = fits;
    this.missed = this.held.filter(event => event !== GAP && fits(event)).length;
    this.rows.replaceChildren();
    byId('tail-empty').hidden = false;
    this.seen.toReversed().forEach(entry => this.show(entry));
  }

  pause(now) {
    this.isPaused = now;
    byId('pause').setAttribute('aria-pressed', String(now));
    this.held.forEach(event => this.add(event));
    this.held = [];
    this.missed = 0;
    this.tell();
  }

  clear() {
    this.seen = [];
    this.rows.replaceChildren();
    byId('tail-empty').hidden = false;
  }

  /** How it stands with the stream; a pause is told instead. */
  note(words) {
    this.words = words;
    this.tell();
  }

  tell() {
    byId('tail-note').textContent = !this.isPaused ? this.words : this.missed === 0 ? 'Paused' : `Paused; ${this.missed} came since`;
  }
}

/** Whether an event is one that the hub would push for these filters. */
function wanted(filters) {
  const type = filters.get('type');
  const isType = is => type === null || (type.endsWith('.*') ? is.startsWith(type.slice(0, -1)) : is === type);
  return event => isType(event.type)
    && ['source', 'agent_id'].every(name => !filters.has(name) || event[name] === filters.get(name));
}

function gapRow() {
  return element('tr', { class: 'gap' }, element('td', { colspan: '5', class: 'empty', text: 'What came between is not shown here; the list of events has it.' }));
}

function eventRow({ timestamp, type, source, agent_id: agent, payload }) {
  const time = new Date(timestamp);
  const text = JSON.stringify(payload ?? {});
  return element('tr', {},
    element('td', {}, element('time', { datetime: timestamp || '', text: Number.isNaN(time.getTime()) ? '–' : time.toLocaleTimeString() })),
    element('td', { class: 'type', text: type ?? '–' }),
    element('td', { text: source ?? '' }),
    element('td', { text: agent ?? '' }),
    element('td', { title: text.slice(0, LONGEST_PAYLOAD), text: text.slice(0, LONGEST_PAYLOAD) }));
}
