// Five cards, each told by its figures how it is: good, to be watched, bad. Whatever is missing is a dash.

import { byId, chart, draw, duration, element, History, number } from './dom.js';

const WORDS = { good: 'All well', watch: 'Worth a look', bad: 'Needs attention', none: 'No figures' };
const MOST_PLATFORMS = 6;

const share = (part, whole) => (whole > 0 ? part / whole : 0);
const level = (value, watch, bad) => (value >= bad ? 'bad' : value >= watch ? 'watch' : 'good');

/** Each says what stands big, what below it, how it is, and what the line shows. */
const CARDS = [
  {
    title: 'Queue',
    of: ({ queue: q }) => q && {
      big: [number(q.pending), 'waiting'],
      rows: [['Processing', q.processing], ['Succeeded', q.success], ['Failed', q.failed], ['Total', q.total]],
      state: level(share(q.failed, q.success + q.failed), 0.02, 0.1),
      line: q.pending,
    },
  },
  {
    title: 'Scheduler',
    of: ({ scheduler: s }) => s && {
      big: [number(s.overdue), 'overdue'],
      rows: [
        ['Due within an hour', s.scheduled_next_hour],
        ['Scheduled today', s.scheduled_today],
        ['Mean delay', duration(s.avg_delay_seconds * 1000)],
      ],
      state: s.overdue > 0 ? level(share(s.overdue, s.scheduled_today), 0, 0.1) === 'bad' ? 'bad' : 'watch' : 'good',
      line: s.overdue,
    },
  },
  {
    title: 'Orchestrator',
    of: ({ orchestrator: o }) => o && {
      big: [`${number(o.saturation_rate * 100, 0)} %`, 'saturated'],
      rows: [
        ['Actions a minute', o.actions_last_minute],
        ['Decisions open', o.decisions_pending],
        ['Last run', o.last_run_seconds_ago == null ? 'never' : o.last_run_seconds_ago < 1 ? 'just now' : `${duration(o.last_run_seconds_ago * 1000)} ago`],
      ],
      state: level(o.saturation_rate, 0.7, 0.9),
      line: o.saturation_rate,
    },
  },
  {
    title: 'Platforms',
    of: ({ platforms: p }) => {
      const all = Object.entries(p || {}).sort((one, other) => other[1] - one[1]);
      const sum = all.reduce((total, [, waiting]) => total + waiting, 0);
      return p && {
        big: [number(sum), 'waiting'],
        rows: all.slice(0, MOST_PLATFORMS),
        state: all.length === 0 ? 'none' : 'good',
        line: sum,
      };
    },
  },
  {
    title: 'Workers',
    of: ({ workers: w, queue: q }) => w && {
      big: [number(w.active_workers), 'active'],
      rows: [['Tasks under way', w.tasks_processing], ['Mean time', duration(w.avg_processing_time_ms)]],
      state: w.active_workers === 0
        ? ((q && q.pending + q.processing) > 0 ? 'bad' : 'none')
        : w.tasks_processing > w.active_workers ? 'watch' : 'good',
      line: w.tasks_processing,
    },
  },
];

export class Cards {
  constructor(parent) {
    this.cards = CARDS.map(card => this.make(parent, card));
  }

  make(parent, { title, of }) {
    const badge = element('span', { class: 'badge', 'data-live': 'false' },
      element('span', { class: 'dot', 'aria-hidden': 'true' }), element('span', { class: 'words', text: 'Offline' }));
    const big = element('div', { class: 'big', text: '–' });
    const verdict = element('span', { class: 'verdict', text: WORDS.none });
    const rows = element('dl');
    const line = chart(`${title} lately`);
    const article = element('article', { class: 'card', 'data-state': 'none', 'data-card': title.toLowerCase() },
      element('div', { class: 'top' }, element('h3', { text: title }), badge), big, verdict, rows, line);
    parent.append(article);
    return { of, article, badge, big, verdict, rows, line, history: new History() };
  }

  show(payload) {
    for (const card of this.cards) {
      const seen = card.of(payload || {}) || { big: ['–', ''], rows: [], state: 'none', line: NaN };
      card.big.replaceChildren(seen.big[0], element('small', { text: seen.big[1] }));
      card.rows.replaceChildren(...seen.rows.flatMap(([name, value]) =>
        [element('dt', { text: name, title: name }), element('dd', { text: typeof value === 'string' ? value : number(value) })]));
      card.article.dataset.state = seen.state;
      card.verdict.textContent = WORDS[seen.state];
      draw(card.line, card.history.add(seen.line));
    }
    const time = new Date(payload && payload.timestamp);
    byId('updated').textContent = Number.isNaN(time.getTime()) ? '' : `as of ${time.toLocaleTimeString()}`;
  }

  live(isLive) {
    for (const { badge } of this.cards) {
      badge.dataset.live = String(isLive);
      badge.querySelector('.words').textContent = isLive ? 'Live' : 'Offline';
    }
  }
}
