// The numbers of the last seconds by type and field, asked for every few seconds while somebody looks.

import { byId, chart, draw, element, History, number } from './dom.js';

const EVERY = 5000;
const MOST_ROWS = 200;

/** What asking again would not change. */
const FINAL = {
  403: 'Not with this key. This takes the scope metrics:read.',
  404: 'This hub does not offer numbers.',
};

export class Windows {
  constructor(session) {
    this.session = session;
    this.histories = new Map();
    this.timer = null;
    this.body = byId('windows').tBodies[0];
    byId('window').addEventListener('change', () => this.look());
  }

  start() {
    this.timer = setInterval(() => document.hidden || this.look(), EVERY);
    document.addEventListener('visibilitychange', () => document.hidden || this.look());
    this.look();
  }

  async look() {
    if (this.timer === null) {
      return;
    }
    try {
      const answer = await this.session.get(`/metrics/latest?window_seconds=${byId('window').value}`);
      if (answer.ok) {
        this.show(await answer.json());
      } else {
        this.refuse(answer.status);
      }
    } catch {
      this.note('The hub does not answer.');
    }
  }

  refuse(status) {
    this.note(FINAL[status] || 'The numbers cannot be had for now.');
    if (FINAL[status]) {
      clearInterval(this.timer);
      this.timer = null;
      this.body.replaceChildren();
      byId('windows-empty').textContent = FINAL[status];
      byId('windows-empty').hidden = false;
    }
  }

  show({ types = [], missing = [] }) {
    const rows = types.flatMap(type => type.fields && type.fields.length > 0
      ? type.fields.map((field, at) => this.row(type, field, at === 0))
      : [this.row(type, null, true)]).slice(0, MOST_ROWS);
    this.body.replaceChildren(...rows);
    byId('windows-empty').hidden = rows.length > 0;
    this.note(missing.length === 0
      ? 'What events of each type carried lately'
      : `Without ${missing.join(', ')}, which did not answer`);
  }

  row(type, field, isFirst) {
    const of = field || { field: '', count: type.count, rate: type.rate };
    const name = `${type.type} ${of.field}`;
    const line = chart(`Mean of ${name} lately`);
    draw(line, this.history(name).add(field ? of.mean : of.rate));
    return element('tr', {},
      element('td', { class: 'type', text: isFirst ? type.type : '' }),
      element('td', { text: of.field }),
      element('td', {}, line),
      ...['count', 'rate', 'mean', 'p50', 'p95', 'p99', 'max'].map(key =>
        element('td', { class: 'n', text: number(of[key], 2) })));
  }

  history(name) {
    if (!this.histories.has(name)) {
      if (this.histories.size >= MOST_ROWS) {
        this.histories.clear();
      }
      this.histories.set(name, new History());
    }
    return this.histories.get(name);
  }

  note(text) {
    byId('windows-note').textContent = text;
  }
}
