// Small helpers: elements with text that is never read as markup, numbers as people read them, little charts.

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 120;
const HEIGHT = 30;

export const byId = id => document.getElementById(id);

export function element(name, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  made.append(...children);
  return made;
}

/** What is no number is a dash; long ones are told by their first digits. */
export function number(value, digits = 1) {
  if (!Number.isFinite(value)) {
    return '–';
  }
  const size = Math.abs(value);
  return value.toLocaleString('en', size >= 1e7
    ? { notation: 'compact', maximumSignificantDigits: 4 }
    : { maximumFractionDigits: size >= 1000 ? 0 : digits });
}

export function duration(milliseconds) {
  if (!Number.isFinite(milliseconds)) {
    return '–';
  }
  const units = [[3600000, 'h'], [60000, 'min'], [1000, 's']];
  const [size, name] = units.find(([size]) => Math.abs(milliseconds) >= size) || [1, 'ms'];
  return `${number(milliseconds / size)} ${name}`;
}

/** A line of what was, in an element made by `chart`. */
export function draw(svg, values) {
  const known = values.filter(Number.isFinite);
  if (known.length < 2) {
    svg.replaceChildren();
    return;
  }
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const points = known.map((value, at) =>
    `${(at / (known.length - 1) * WIDTH).toFixed(1)},${(HEIGHT - 2 - (value - low) / span * (HEIGHT - 4)).toFixed(1)}`);
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', 'M' + points.join('L'));
  const area = document.createElementNS(SVG, 'path');
  area.setAttribute('class', 'area');
  area.setAttribute('d', `M0,${HEIGHT}L${points.join('L')}L${WIDTH},${HEIGHT}Z`);
  svg.replaceChildren(area, line);
}

export function chart(label) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'spark');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  return svg;
}

/** The last values, so many at the most. */
export class History {
  constructor(most = 60) {
    this.most = most;
    this.values = [];
  }

  add(value) {
    this.values.push(value);
    if (this.values.length > this.most) {
      this.values.shift();
    }
    return this.values;
  }
}
