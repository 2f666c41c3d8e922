'use strict';

/* global drawing */

// "Be the scheduler": the reader says who runs next. A puzzle stands in the page as JSON, with its programs, its
// goal, a solution, and a play that doesn't solve it; what a step of a program means is said here, once.

(function schedulers() {
    const { html, time, timeline } = drawing;

    /**
     * @typedef {{name: string, steps: object[], next: number, state: 'ready' | 'wait' | 'sleep' | 'lock' | 'over',
     *     until: number, permit: boolean, note: number, since: number, spans: object[]}} Task
     * @typedef {{now: number, tasks: Task[], flags: object, owners: object, picks: number[], switches: number}} Game
     */

    /**
     * The kinds of steps. `run` does the step and says whether the task goes on to the one after it, which is `1`,
     * or to a later one; `0` means that it is still at this step, and no longer ready.
     */
    const STEPS = {
        compute: { words: ({ ms, what }) => what ?? `compute ${time(ms)}`, run: () => 1 },
        wait: {
            words: ({ ms }) => `wait ${time(ms)}`,
            run: (game, task, { ms }) => leave(task, 'wait', { until: game.now + ms }),
        },
        lock: {
            words: ({ lock }) => `lock the ${lock}`,
            run(game, task, { lock }) {
                if (game.owners[lock] !== undefined) {
                    return leave(task, 'lock', { lock });
                }
                game.owners[lock] = task.name;
                return 1;
            },
        },
        unlock: {
            words: ({ lock }) => `unlock the ${lock}`,
            run(game, _, { lock }) {
                delete game.owners[lock];
                game.tasks.filter(task => task.state === 'lock' && task.lock === lock).forEach(task => ready(game, task));
                return 1;
            },
        },
        set: {
            words: ({ flag }) => `set “${flag}”`,
            run(game, _, { flag }) {
                game.flags[flag] = 1;
                return 1;
            },
        },
        unless: {
            words: ({ flag, skip }) => `if “${flag}” is set, skip the next ${skip === 1 ? 'step' : `${skip} steps`}`,
            run: (game, _, { flag, skip }) => game.flags[flag] ? 1 + skip : 1,
        },
        // A sleeper is woken by who calls its name while it sleeps, and by nobody else.
        sleep: { words: () => 'sleep until woken', run: (_, task) => leave(task, 'sleep') },
        wake: {
            words: ({ task }) => `wake ${task} if it sleeps`,
            run(game, _, { task: name }) {
                const sleeper = find(game, name);
                if (sleeper.state === 'sleep') {
                    sleeper.next += 1;
                    ready(game, sleeper);
                }
                return 1;
            },
        },
        // The same with a permit that is kept: an `unpark` before the `park` is not lost.
        park: {
            words: () => 'park',
            run(_, task) {
                if (!task.permit) {
                    return leave(task, 'sleep');
                }
                task.permit = false;
                return 1;
            },
        },
        unpark: {
            words: ({ task }) => `unpark ${task}`,
            run(game, _, { task: name }) {
                const parked = find(game, name);
                if (parked.state === 'sleep') {
                    parked.next += 1;
                    ready(game, parked);
                } else {
                    parked.permit = true;
                }
                return 1;
            },
        },
        read: {
            words: ({ flag }) => `read ${flag}`,
            run(game, task, { flag }) {
                task.note = game.flags[flag] ?? 0;
                return 1;
            },
        },
        write: {
            words: () => 'write back one more',
            run(game, task, { flag }) {
                game.flags[flag] = task.note + 1;
                return 1;
            },
        },
    };

    function find(game, name) {
        return game.tasks.find(task => task.name === name);
    }

    function leave(task, state, more = {}) {
        Object.assign(task, { state }, more);
        return 0;
    }

    function ready(game, task) {
        span(task, 'wait', game.now);
        task.state = task.next < task.steps.length ? 'ready' : 'over';
    }

    /** The task has been in a state until now. */
    function span(task, state, to) {
        task.spans.push({ state, from: task.since, to });
        task.since = to;
    }

    /** The game after these picks. One that nobody could make is left out. */
    function play(puzzle, picks) {
        const game = { now: 0, tasks: [], flags: {}, owners: {}, picks: [], switches: 0 };
        game.tasks = puzzle.tasks.map(({ name, steps }) =>
            ({ name, steps, next: 0, state: 'ready', until: 0, permit: false, note: 0, since: 0, spans: [] }));
        for (const pick of picks) {
            if (game.tasks[pick]?.state === 'ready') {
                turn(puzzle, game, pick);
            }
        }
        return game;
    }

    /** Lets a task run: for one step, or until it gives the thread back. */
    function turn(puzzle, game, pick) {
        const task = game.tasks[pick];
        game.switches += game.picks.length > 0 && game.picks.at(-1) !== pick;
        game.picks.push(pick);
        span(task, 'ready', game.now);
        do {
            const step = task.steps[task.next];
            game.now += step.do === 'compute' ? step.ms : puzzle.pace ?? 0;
            const on = STEPS[step.do].run(game, task, step);
            task.next += step.do === 'wait' ? 1 : on;
            if (task.next >= task.steps.length && on > 0) {
                task.state = 'over';
            }
        } while (puzzle.turn === 'yield' && task.state === 'ready');
        span(task, 'run', game.now);
        due(game);
        // Nobody can run, but somebody waits for a time: it passes.
        while (!game.tasks.some(task => task.state === 'ready') && game.tasks.some(task => task.state === 'wait')) {
            const waits = game.tasks.filter(task => task.state === 'wait');
            game.now = Math.min(...waits.map(task => task.until));
            due(game);
        }
    }

    function due(game) {
        for (const task of game.tasks.filter(task => task.state === 'wait' && task.until <= game.now)) {
            ready(game, task);
        }
    }

    /** Whether the game is at its end, and has come to what the goal asks for. */
    function judge({ goal }, game) {
        if (game.tasks.some(task => task.state === 'ready')) {
            return { over: false, solved: false };
        }
        const stuck = game.tasks.filter(task => task.state !== 'over').map(task => task.name);
        const solved = stuck.join() === (goal.stuck ?? []).join()
            && game.now <= (goal.ms ?? Infinity)
            && game.switches <= (goal.switches ?? Infinity)
            && Object.entries(goal.values ?? {}).every(([flag, value]) => game.flags[flag] === value);
        return { over: true, solved, stuck };
    }

    for (const place of document.querySelectorAll('.puzzle')) {
        board(place, JSON.parse(place.querySelector('script').textContent));
    }

    /** Puts a puzzle's board into its place. */
    function board(place, puzzle) {
        let game = play(puzzle, []);
        // Where every step takes as long as the next, time is told in steps.
        const unit = puzzle.pace ? 'step' : 'ms';
        const say = ms => `${ms}\u{a0}${unit}${unit === 'step' && ms !== 1 ? 's' : ''}`;
        const said = html('p', { role: 'status' });
        const drawn = html('div', { class: 'result' });
        const cards = puzzle.tasks.map((task, pick) => card(task, () => choose(pick)));
        const button = (name, click) => html('button', { type: 'button', click }, name);
        const undo = button('Undo', () => game.picks.length > 0 && again(game.picks.slice(0, -1), 'Undone. '));
        const buttons = html('div', { class: 'buttons' }, undo,
            button('Start again', () => again([], 'Started again. ')),
            button('Show a solution', () => again(
                puzzle.solution.map(name => puzzle.tasks.findIndex(task => task.name === name)),
                `A solution: ${puzzle.solution.join(', ')}. Undo goes back through it. `)));
        place.append(html('div', { class: 'board' },
            html('div', { class: 'tasks' }, ...cards.map(card => card.element)), said, buttons, drawn));
        show('');

        function choose(pick) {
            const { name, state } = game.tasks[pick];
            if (state !== 'ready') {
                said.textContent = `${name} cannot run: it ${words(game.tasks[pick])}.`;
                return;
            }
            const step = game.tasks[pick].steps[game.tasks[pick].next];
            game = play(puzzle, [...game.picks, pick]);
            show(puzzle.turn === 'yield' ? `${name} has run. ` : `${name}: ${STEPS[step.do].words(step)}. `);
        }

        function again(picks, what) {
            game = play(puzzle, picks);
            show(what);
        }

        function show(what) {
            const { over, solved, stuck } = judge(puzzle, game);
            cards.forEach((card, pick) => card.show(game.tasks[pick], words(game.tasks[pick])));
            undo.setAttribute('aria-disabled', game.picks.length === 0);
            place.classList.toggle('solved', solved);
            const count = `${game.switches} switch${game.switches === 1 ? '' : 'es'}`;
            const values = Object.entries(game.flags).map(([flag, value]) =>
                puzzle.goal.values ? `; ${flag} is ${value}` : `; “${flag}” is set`).join('');
            const state = `${say(game.now)}, ${count}${values}. `;
            const ready = game.tasks.filter(task => task.state === 'ready').map(task => task.name);
            const end = !over ? `Ready: ${ready.join(', ')}.`
                : stuck.length > 0 ? `Nobody can go on: ${stuck.join(' and ')} will never end.` : 'All are done.';
            const verdict = !over ? '' : solved ? ' Solved.' : ' That is not the goal yet: undo, or start again.';
            said.textContent = what + state + end + verdict;
            draw();
        }

        function draw() {
            const lanes = game.tasks.map(task => {
                const state = task.state === 'ready' ? 'ready' : 'wait';
                const open = task.state === 'over' ? [] : [{ state, from: task.since, to: game.now }];
                return { name: task.name, spans: [...task.spans, ...open] };
            });
            const most = Math.max(game.now, puzzle.axis);
            const words = lanes.map(lane => `${lane.name}: ${lane.spans.filter(({ from, to }) => to > from).map(span =>
                `${span.state} until ${say(span.to)}`).join(', ') || 'nothing yet'}`).join('; ');
            drawn.replaceChildren(timeline({ title: 'What has happened', words, total: game.now, most, lanes, time: say }));
        }
    }

    /** The state of a task, so that `it` can stand before it. */
    function words({ state, until, lock }) {
        return {
            ready: 'is ready', wait: `waits until ${time(until)}`, sleep: 'sleeps', lock: `waits for the ${lock}`, over: 'is done',
        }[state];
    }

    /** A task: its program, where it is in it, and the button that lets it run. */
    function card({ name, steps }, click) {
        const button = html('button', { type: 'button', click }, `Run ${name}`);
        const state = html('span', {});
        const items = steps.map(step => html('li', {}, STEPS[step.do].words(step)));
        const element = html('div', { class: 'task', role: 'group', 'aria-label': name },
            html('p', {}, button, ' ', state), html('ol', {}, ...items));
        return { element, show };

        function show(task, words) {
            button.setAttribute('aria-disabled', task.state !== 'ready');
            state.textContent = words;
            items.forEach((item, at) => {
                item.classList.toggle('past', at < task.next);
                item.setAttribute('aria-current', at === task.next ? 'step' : 'false');
            });
        }
    }
})();
