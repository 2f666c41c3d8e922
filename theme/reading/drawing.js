'use strict';

/**
 * What the player, the lab and the puzzles draw with: elements, times, and timelines in the look of the
 * book's figures. The one name that the theme's scripts share.
 *
 * @typedef {{state: 'run' | 'wait' | 'ready', from: number, to: number}} Span  times in milliseconds
 */
const drawing = (() => {
    // As in crates/figures: sizes in pixels of a drawing that is 600 wide, colours that stand out on any ground.
    // On a phone it is narrower, so that its text isn't smaller.
    const WIDTH = innerWidth < 500 ? 420 : 600;
    const RIGHT = 20;
    const RUN = '#2e75b6';
    const WAIT = '#a8690f';

    /** Sets the attributes of a new element and fills it. */
    function fill(element, attributes, children) {
        for (const [name, value] of Object.entries(attributes)) {
            if (typeof value === 'function') {
                element.addEventListener(name, value);
            } else if (value !== false && value !== null && value !== undefined) {
                element.setAttribute(name, value === true ? '' : value);
            }
        }
        element.append(...children.filter(child => child !== null));
        return element;
    }

    /** An HTML element; a function among the attributes listens to the event of that name. */
    function html(name, attributes = {}, ...children) {
        return fill(document.createElement(name), attributes, children);
    }

    /** An SVG element. */
    function svg(name, attributes = {}, ...children) {
        return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
    }

    /** A time in the unit that suits `total`, as the figures write it: `303 ms`. Both in milliseconds. */
    function time(ms, total = ms) {
        const [unit, name] = total < 1 ? [0.001, 'µs'] : total < 10_000 ? [1, 'ms'] : [1000, 's'];
        const number = ms / unit;
        const tenths = Math.round(number * 10);
        const digits = name === 'µs' || tenths === 0 || tenths >= 100 ? 0 : 1;
        return `${number.toFixed(digits)}\u{a0}${name}`;
    }

    /** Round times up to `total`, nine at most. */
    function ticks(total) {
        const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find(step => total / step <= 8) ?? 10_000;
        return Array.from({ length: Math.floor(total / step) + 1 }, (_, index) => index * step);
    }

    /** The texture of a box: rising lines, or dots. Numbers are rounded, for brevity. */
    function texture({ x, y, width, height }, state) {
        let d = '';
        if (state === 'wait') {
            const [right, bottom] = [x + width, y + height];
            for (let sum = Math.floor((x + y) / 9) * 9 + 9; sum < right + bottom; sum += 9) {
                const [x1, y1] = sum - bottom >= x ? [sum - bottom, bottom] : [x, sum - x];
                const [x2, y2] = sum - y <= right ? [sum - y, y] : [right, sum - right];
                d += x2 - x1 >= 1 ? `M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}` : '';
            }
        } else {
            const rows = Math.max(1, Math.floor(height / 8));
            for (let row = 0; row < rows; row++) {
                const shift = row % 2 * 4;
                for (let at = Math.ceil((x - shift) / 8) * 8 + shift; at + 2 <= x + width; at += 8) {
                    d += `M${at} ${(y + (height - (rows - 1) * 8) / 2 + row * 8).toFixed(1)}h2`;
                }
            }
        }
        return d;
    }

    /** The spans that take time, those that go on in the same state as one. */
    function joined(spans) {
        const all = [];
        for (const span of spans.filter(span => span.to > span.from)) {
            const last = all.at(-1);
            if (last?.state === span.state && last.to === span.from) {
                last.to = span.to;
            } else {
                all.push({ ...span });
            }
        }
        return all;
    }

    /** The events of a run, as rows that begin with the microseconds; crates/listings/src/played.rs packs them. */
    function events(run) {
        let us = 0;
        return run.events.flatMap((value, at) => {
            us += at % 2 === 0 ? value : 0;
            return at % 2 === 0 ? [] : [[us, ...run.kinds[value]]];
        });
    }

    /** A box of a timeline, with a tooltip. */
    function box(place, state, tooltip) {
        const group = svg('g', { class: `fig-${state}` }, svg('title', {}, tooltip));
        if (state === 'run') {
            group.append(svg('rect', { ...place, fill: RUN }));
            return group;
        }
        const stroke = state === 'wait' ? WAIT : 'currentColor';
        const { x, y, width, height } = place;
        const inset = Math.min(0.5, width / 2);
        group.append(
            svg('rect', {
                x: x + inset, y: y + inset, width: width - 2 * inset, height: height - 2 * inset,
                fill: 'none', stroke, 'stroke-opacity': state === 'ready' ? 0.45 : null,
            }),
            svg('path', { d: texture(place, state), fill: 'none', stroke, 'stroke-width': state === 'ready' ? 2 : 1 }),
        );
        return group;
    }

    function text(words, x, y, attributes = {}) {
        return svg('text', { fill: 'currentColor', x, y: y + 5.5, ...attributes }, words);
    }

    /** The key: what the fillings mean. */
    function key(states) {
        const words = { run: 'runs', wait: 'waits', ready: 'ready, does not run' };
        const group = svg('g', { class: 'fig-key' });
        let x = 0;
        for (const state of ['run', 'wait', 'ready'].filter(state => states.has(state))) {
            group.append(box({ x, y: 1, width: 30, height: 18 }, state, words[state]), text(words[state], x + 38, 10));
            x += 62 + words[state].length * 9;
        }
        return group;
    }

    /**
     * A timeline: a lane for each task, an axis up to `most`, a mark at `total`; all in milliseconds.
     *
     * @param {{title: string, words: string, total: number, most: number,
     *     lanes: {name: string, spans: Span[]}[], time?: (ms: number) => string}} what
     */
    function timeline({ title, words, total, most, lanes: all, time: say = ms => time(ms, total) }) {
        const lanes = all.map(({ name, spans }) => ({ name, spans: joined(spans) }));
        const dense = lanes.length > 6;
        const [height, pitch, top] = dense ? [20, 28, 34] : [30, 44, 36];
        const left = Math.max(...lanes.map(lane => lane.name.length)) * 10 + 12;
        const x = ms => left + (WIDTH - RIGHT - left) * ms / Math.max(most, 1);
        const bottom = top + (lanes.length - 1) * pitch + height + 8;
        const root = svg('svg', {
            class: 'fig fig-timeline', role: 'img', viewBox: `0 0 ${WIDTH} ${bottom + 36}`, 'font-size': 16,
            'aria-label': `${title}. ${words}`,
        });
        const marks = ticks(most);
        const grid = marks.map(ms => `M${x(ms)} ${top - 4}V${bottom}`).join('');
        root.append(
            key(new Set(lanes.flatMap(lane => lane.spans.map(span => span.state)))),
            svg('path', { class: 'fig-grid', d: grid, fill: 'none', stroke: 'currentColor', 'stroke-opacity': 0.25 }),
        );
        lanes.forEach(({ name, spans }, lane) => {
            const y = top + lane * pitch;
            const group = svg('g', { class: 'fig-lane' });
            for (const { state, from, to } of spans) {
                const does = { run: 'runs', wait: 'waits', ready: 'is ready' }[state];
                const tooltip = `${name} ${does}, ${say(from)} to ${say(to)}`;
                const place = { x: x(from), y, width: x(to) - x(from), height };
                // The grid is seen where no box is.
                group.append(svg('rect', { ...place, fill: 'var(--bg)' }), box(place, state, tooltip));
            }
            root.append(text(name, left - 10, y + height / 2, { class: 'fig-name', 'text-anchor': 'end' }), group);
        });
        const end = x(total);
        const axis = `M${left} ${bottom}H${WIDTH - RIGHT}` + marks.map(ms => `M${x(ms)} ${bottom}v6`).join('');
        const label = say(total);
        const [from, to] = [Math.max(end - label.length * 10, left), Math.max(end, left + label.length * 10)];
        const labelled = marks.filter(ms => {
            const half = String(ms).length * 5 + 6;
            return x(ms) + half < from || x(ms) - half > to;
        });
        root.append(svg('g', { class: 'fig-axis' },
            svg('path', { d: `${axis}M${end} ${top - 4}V${bottom + 6}`, fill: 'none', stroke: 'currentColor' }),
            ...labelled.map(ms => text(say(ms).split('\u{a0}')[0], x(ms), bottom + 19, { 'text-anchor': 'middle' })),
            text(label, to, bottom + 19, { class: 'fig-total', 'font-weight': 'bold', 'text-anchor': 'end' }),
        ));
        return root;
    }

    return { html, svg, time, timeline, events };
})();
