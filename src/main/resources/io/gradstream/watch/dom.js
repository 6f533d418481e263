// Elements and figures. Whatever comes from data becomes text, never markup.

const SVG = 'http://www.w3.org/2000/svg';

export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

export const byId = id => document.getElementById(id);

// An element keeps its place and its focus when what it shows is the same.
export function show(id, key, make) {
  const place = byId(id);
  const text = JSON.stringify(key);
  if (place.dataset.shown === text) return;
  place.dataset.shown = text;
  place.replaceChildren(...[make()].flat());
}

export function setText(id, text) {
  const place = byId(id);
  if (place.textContent !== text) place.textContent = text;
}

export function figure(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e12 || size < 1e-4) return value.toExponential(2).replaceAll('-', '−');
  if (Number.isInteger(value)) return count(value);
  if (size >= 1000) return count(Math.round(value));
  return value.toFixed(size < 1 ? 4 : size < 10 ? 3 : size < 100 ? 2 : 1).replace('-', '−');
}

export const count = value => Math.round(value).toLocaleString('en-US').replace('-', '−');

export const percent = value =>
  `${(100 * value).toFixed(value > 0.001 && value < 0.999 ? 1 : 3)} %`;

export const instant = millis => new Date(millis).toISOString().replace('T', ' ').replace(/\.\d+Z/, '');

export function elapsed(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} days`;
}

// A table that scrolls by keyboard where it is wider than the page.
export function table(name, head, rows) {
  const cell = (value, i) => value instanceof Element
    ? value
    : el('td', { class: head[i].number ? 'number' : null }, value ?? '–');
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': name },
    el('table', {},
      el('thead', {}, el('tr', {}, ...head.map(each =>
        el('th', { scope: 'col', class: each.class ?? (each.number ? 'number' : null) }, each.name)))),
      el('tbody', {}, ...rows.map(row => el('tr', {}, ...row.map(cell))))));
}

export const rowHead = text => el('th', { scope: 'row' }, text);
