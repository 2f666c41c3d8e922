'use strict';

/* global drawing */

// The player below each figure of a run. The SVG is in the page and is complete without it.

(function players() {
    const { html, svg, time } = drawing;
    const still = matchMedia('(prefers-reduced-motion: reduce)');

    for (const figure of document.querySelectorAll('.content .figure')) {
        const drawn = figure.querySelector('svg.fig');
        const run = JSON.parse(figure.querySelector('script.run')?.textContent ?? '{}');
        if (drawn && (run.events || run.said)) {
            player(drawn, run);
        }
    }

    /**
     * Puts a player below a drawing.
     *
     * @param run as crates/listings/src/played.rs describes it
     */
    function player(drawn, run) {
        const events = run.said ? talk(run) : happened(run);
        const total = Math.max(events.at(-1).ms, 0.001);
        const lines = listings(new Set(run.files));
        const head = run.said ? messages(drawn)
            : drawn.matches('.fig-waits') ? waits(drawn, run, events) : playhead(drawn, total);
        /** Which event was the last one; -1 before the first, and at what time the playhead stands. */
        let [step, now, frame] = [-1, 0, null];

        const scrub = html('input', {
            type: 'range', min: 0, max: total, step: 'any', value: 0, 'aria-label': 'Time',
            style: `margin-inline-start: calc(${head.left * 100}% - 0.8rem); width: calc(${head.width * 100}% + 1.6rem)`,
            input: () => { pause(); show(scrub.valueAsNumber); },
        });
        const play = button('play', 'Play', () => frame === null ? start() : pause());
        const back = button('back', 'Back', () => go(step - 1));
        const next = button('step', 'Step', () => go(step + 1));
        const speeds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
        const slow = speeds.find(slow => total * slow >= 6000) ?? 1000;
        const speed = html('select', { 'aria-label': 'Speed' }, ...speeds.map(value =>
            html('option', { value, selected: value === slow }, value === 1 ? 'real time' : `${value} × slower`)));
        const buttons = html('div', { class: 'buttons' }, back, play, next, speed);
        const said = html('p', { class: 'said', role: 'status' });
        const table = run.said ? null : states(run.tasks);
        const all = html('div', { class: 'player fresh', role: 'group', 'aria-label': `Player: ${run.title}`, keydown },
            html('div', { class: 'scrub' }, scrub), buttons, said, table?.element ?? null);
        drawn.after(all);
        still.addEventListener('change', quiet);
        quiet();
        reset();

        /** Shows the run at a time; `at` says after which of several events at that time. */
        function show(ms, at = events.findLastIndex(event => event.ms <= ms)) {
            all.classList.remove('fresh');
            now = ms;
            scrub.value = ms;
            scrub.setAttribute('aria-valuetext', time(ms, total));
            head.move(ms, at);
            // Not `disabled`: a button that is would lose the focus, and the keys with it.
            back.setAttribute('aria-disabled', at < 0);
            next.setAttribute('aria-disabled', at === events.length - 1);
            if (at !== step) {
                step = at;
                said.replaceChildren(...sentence());
                table?.show(events.slice(0, step + 1), ms => time(ms, total));
            }
        }

        function go(to) {
            pause();
            to = Math.min(Math.max(to, -1), events.length - 1);
            show(events[to]?.ms ?? 0, to);
        }

        /** The whole figure again, as it was before it was played. */
        function reset() {
            pause();
            show(0, -1);
            head.hide();
            all.classList.add('fresh');
            said.textContent = `${still.matches ? 'Go' : 'Play, or go'} through ${events.length} steps with the arrow keys.`;
        }

        /** What has just happened, and in which line. */
        function sentence() {
            for (const marked of document.querySelectorAll('.at-line')) {
                marked.classList.remove('at-line');
            }
            if (step < 0) {
                return ['Nothing has happened yet.'];
            }
            const event = events[step];
            const who = `Step ${step + 1} of ${events.length}, ${time(event.ms, total)}: ${words(run, events, step)}. `;
            const place = lines.mark(event.file, event.line);
            const where = `${(event.file ?? '').split('/').slice(1).join('/')}:${event.line}`;
            if (!event.line) {
                return [who];
            }
            return place === null ? [who, html('code', {}, where)]
                : [who, html('a', { href: `#${place.id}` }, where), ' ', html('code', {}, place.code)];
        }

        function start() {
            const begun = performance.now();
            const from = now >= total ? 0 : now;
            show(from);
            label(play, 'pause', 'Pause');
            // Steps that follow each other fast are not for the ear.
            said.setAttribute('aria-live', 'off');
            const draw = clock => {
                const at = from + Math.max(0, clock - begun) / Number(speed.value);
                show(Math.min(at, total));
                frame = requestAnimationFrame(draw);
                if (at >= total) {
                    pause();
                }
            };
            frame = requestAnimationFrame(draw);
        }

        function pause() {
            cancelAnimationFrame(frame);
            frame = null;
            label(play, 'play', 'Play');
            said.setAttribute('aria-live', 'polite');
        }

        /** Who wants no motion steps. */
        function quiet() {
            pause();
            play.hidden = speed.hidden = still.matches;
        }

        function keydown(event) {
            const keys = {
                ArrowRight: () => go(step + 1), ArrowLeft: () => go(step - 1),
                Home: () => go(-1), End: () => go(events.length - 1), Escape: reset,
            };
            const own = event.target.closest('select, details');
            if (!own && !event.altKey && !event.ctrlKey && !event.metaKey && keys[event.key]) {
                event.preventDefault();
                event.stopPropagation();
                keys[event.key]();
            }
        }
    }

    /** What happens to tasks. */
    function happened(run) {
        return drawing.events(run).map(([us, task, event, thread, line, file, on, what]) =>
            ({ ms: us / 1000, task, event, thread, line, file: run.files[file], on, what }));
    }

    /** What is said, from the first message on. */
    function talk(run) {
        return run.said.map(([us, from, to, what, line, file]) =>
            ({ ms: (us - run.said[0][0]) / 1000, from, to, what, line, file: run.files[file] }));
    }

    /** In a sequence, the last message stands out, and what is still to come is faint. */
    function messages(drawn) {
        const all = drawn.querySelectorAll('.fig-message');
        return faint(all, (_, at, place) => place > at, (at, place) => place === at);
    }

    /** In a wait graph, an arrow is faint while nobody waits as it says. */
    function waits(drawn, run, events) {
        return faint(drawn.querySelectorAll('.fig-edge'), (edge, at) => {
            const [, from, to, held] = edge.querySelector('title').textContent.match(/^(.*) to (.*): (?:waits|(is held))/);
            return !run.tasks.some((name, task) => {
                const past = events.slice(0, at + 1).filter(event => event.task === task);
                const last = past.findLast(event => event.event !== 'wake' || event.on);
                return stateOf(past)[0] === 'wait' && (held ? last.what === from : name === from && (last.what ?? last.on) === to);
            });
        });
    }

    /** What moves by making parts of a drawing faint, and one of them strong. */
    function faint(parts, isFaint, isNow = () => false) {
        const each = does => parts.forEach((part, place) => does(part.classList, place, part));
        return {
            left: 0.02,
            width: 0.96,
            move: (_, at) => each((classes, place, part) => {
                classes.toggle('fig-faint', isFaint(part, at, place));
                classes.toggle('fig-now-said', isNow(at, place));
            }),
            hide: () => each(classes => classes.remove('fig-faint', 'fig-now-said')),
        };
    }

    /** A line over the drawing, where it is now, and a veil over what is still to come. */
    function playhead(drawn, total) {
        // The first path of the axis begins with its line and ends with that through the lanes at the right.
        const axis = drawn.querySelector('.fig-axis path').getAttribute('d');
        const [, left, bottom, right, top] = axis.match(/^M([\d.]+) ([\d.]+)H([\d.]+).* ([\d.]+)V[\d.]+$/).map(Number);
        const width = drawn.viewBox.baseVal.width;
        const veil = svg('rect', { class: 'fig-veil', y: top, height: bottom - top - 1 });
        const line = svg('path', { class: 'fig-now' });
        const head = svg('g', { class: 'fig-playhead' }, veil, line);
        drawn.append(head);
        return {
            left: left / width,
            width: (right - left) / width,
            move(ms) {
                const x = left + (right - left) * ms / total;
                veil.setAttribute('x', x);
                veil.setAttribute('width', Math.max(0, right + 1 - x));
                line.setAttribute('d', `M${x} ${top}V${bottom}`);
                // Where the drawing is scrolled, it follows.
                const box = drawn.parentElement;
                const at = box.scrollWidth * x / width;
                box.scrollLeft = Math.min(Math.max(box.scrollLeft, at - box.clientWidth + 30), at - 30);
                head.removeAttribute('display');
            },
            hide: () => head.setAttribute('display', 'none'),
        };
    }

    /** What happened, as a sentence without its full stop. */
    function words(run, events, step) {
        const { task, event, thread, on, what, from, to } = events[step];
        if (run.said) {
            return `${from} to ${to}: ${what}`;
        }
        const name = run.tasks[task];
        const things = { socket: 'a socket', timer: 'a timer', lock: 'a lock', task: 'another task' };
        const place = run.threads.length > 1 ? ` (${run.threads[thread].replace(/^(?:thread )?/, 'thread ')})` : '';
        if (/run|poll/.test(event) && stateOf(events.slice(0, step).filter(event => event.task === task))[0] === 'run') {
            return `${name} still runs${place}`;
        }
        switch (event) {
            case 'begin': return `${name} begins and is ready`;
            case 'run': return `${name} runs${place}`;
            case 'poll': return `${name} is polled${place}`;
            case 'wait': return `${name} waits for ${things[on]}${what ? ` (${what})` : ''}`;
            case 'ready': return `${name} is ready`;
            case 'wake': return `${name} is woken`;
            case 'end': return `${name} has ended`;
            default: return `${name} is cut short`;
        }
    }

    /** The table of what each task does. */
    function states(tasks) {
        const rows = tasks.map(name => {
            const [state, since] = [html('td'), html('td')];
            return { row: html('tr', {}, html('th', { scope: 'row' }, name), state, since), state, since };
        });
        const head = html('tr', {}, ...['Task', 'State', 'Since'].map(name => html('th', { scope: 'col' }, name)));
        const element = html('table', {}, html('thead', {}, head), html('tbody', {}, ...rows.map(row => row.row)));
        return { element, show };

        function show(past, say) {
            rows.forEach((row, task) => {
                const [state, words, since] = stateOf(past.filter(event => event.task === task));
                row.state.replaceChildren(html('span', { class: `state ${state}` }), words);
                row.since.textContent = since === null ? '–' : say(since);
            });
        }
    }

    /** The state of a task after these events, in words, and since when. */
    function stateOf(events) {
        let all = ['none', 'has not begun', null];
        for (const { ms, event, on, what } of events) {
            const next = {
                begin: ['ready', 'ready'], ready: ['ready', 'ready'], run: ['run', 'runs'], poll: ['run', 'runs'],
                wait: ['wait', `waits (${what ?? on})`], wake: all[0] === 'wait' ? ['ready', 'ready'] : all,
                end: ['over', 'ended'], drop: ['over', 'cut short'],
            }[event];
            all = next[1] === all[1] ? all : [next[0], next[1], ms];
        }
        return all;
    }

    /** The listings of this page that show lines of the files. */
    function listings(files) {
        const shown = [];
        for (const listing of document.querySelectorAll('.listing[data-lines]')) {
            if (files.has(listing.dataset.file)) {
                const numbers = listing.dataset.lines.split(' ').flatMap(run => {
                    const [first, last = first] = run.split('-').map(Number);
                    return run === '-' ? [null] : Array.from({ length: last - first + 1 }, (_, at) => first + at);
                });
                const code = listing.querySelector('pre > code');
                shown.push({ listing, numbers, code, first: code.firstChild });
            }
        }
        /** Marks the line wherever it is shown; says where and what it is, or gives `null`. */
        return { mark(file, line) {
            let first = null;
            for (const { listing, numbers, code, first: node } of shown) {
                // Its numbers are those of the part, with the changes, which may not be what is shown.
                const at = listing.dataset.file === file && code.firstChild === node ? numbers.indexOf(line) : -1;
                if (at >= 0) {
                    code.classList.add('at-line');
                    code.style.setProperty('--line', at);
                    const text = code.textContent.split('\n')[at];
                    first ??= { id: listing.id, code: text.replace(/^[-+ ]/, '').trim() };
                }
            }
            return first;
        } };
    }

    function button(icon, name, click) {
        return label(html('button', { type: 'button', click }), icon, name);
    }

    function label(button, icon, name) {
        const paths = {
            play: 'M4 2v12l10-6z', pause: 'M3 2h4v12H3zM9 2h4v12H9z',
            back: 'M2 2h2.5v12H2zM14 2v12L6 8z', step: 'M2 2v12l8-6zM11.5 2H14v12h-2.5z',
        };
        button.setAttribute('aria-label', name);
        button.title = name;
        button.replaceChildren(svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': true }, svg('path', { d: paths[icon] })));
        return button;
    }
})();
