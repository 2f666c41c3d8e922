'use strict';

/* global drawing */

// The lab of the chapter about three models: so many tasks, so much waiting, a model; the timeline and the total.
// Each model is the one of listings/three-tasks/solution-predict, in other words; a test compares the two.

(function labs() {
    const { html, time, timeline } = drawing;

    /** How long a task takes alone, in milliseconds. */
    const ALONE = 200;
    const NAMES = ['ant', 'bee', 'cat', 'dog', 'eel', 'fox', 'gnu', 'hen', 'ibis', 'jay', 'kiwi', 'lynx'];
    const MODELS = {
        synchronous: { name: 'synchronous', run: synchronous },
        threaded: { name: 'threaded', run: threaded },
        asynchronous: { name: 'asynchronous', run: asynchronous },
    };

    for (const place of document.querySelectorAll('.lab[data-lab="three-tasks"]')) {
        lab(place);
    }

    /**
     * A task: it computes, waits, and computes again. Of a task that blocks its thread while it waits, the loop
     * sees no wait.
     *
     * @typedef {{compute: boolean, ms: number}} Step
     * @returns {{name: string, steps: Step[]}[]}
     */
    function tasks({ count, share, blocker }) {
        const wait = ALONE * share / 100;
        return NAMES.slice(0, count).map((name, place) => {
            const steps = [
                { compute: true, ms: (ALONE - wait) / 2 },
                { compute: place === blocker, ms: wait },
                { compute: true, ms: (ALONE - wait) / 2 },
            ];
            return { name, steps: steps.filter(step => step.ms > 0) };
        });
    }

    /** One after another. */
    function synchronous(tasks) {
        let now = 0;
        return tasks.map(({ name, steps }) => {
            const lane = { name, spans: [{ state: 'ready', from: 0, to: now }] };
            for (const { compute, ms } of steps) {
                lane.spans.push({ state: compute ? 'run' : 'wait', from: now, to: now += ms });
            }
            return lane;
        });
    }

    /** Interleaved in one thread: a task yields when it waits, and only then. */
    function asynchronous(tasks) {
        let now = 0;
        let waiting = [];
        const lanes = tasks.map(({ name }) => ({ name, spans: [] }));
        const ready = tasks.map(({ steps }, place) => ({ place, steps: [...steps], since: 0 }));
        for (;;) {
            waiting.sort((one, other) => one.until - other.until);
            const due = waiting.filter(task => task.until <= now);
            waiting = waiting.filter(task => task.until > now);
            for (const task of due) {
                // It waits until the loop finds out.
                lanes[task.place].spans.push({ state: 'wait', from: task.since, to: now });
                ready.push({ ...task, since: now });
            }
            const task = ready.shift();
            if (task) {
                const { spans } = lanes[task.place];
                spans.push({ state: 'ready', from: task.since, to: now });
                while (task.steps[0]?.compute) {
                    spans.push({ state: 'run', from: now, to: now += task.steps.shift().ms });
                }
                const wait = task.steps.shift();
                if (wait) {
                    waiting.push({ ...task, since: now, until: now + wait.ms });
                }
            } else if (waiting.length > 0) {
                now = waiting[0].until;
            } else {
                return lanes;
            }
        }
    }

    /** A thread for each task: those that compute share the processors evenly, in slices too small to see. */
    function threaded(tasks, { processors }) {
        const NOTHING = 1e-6;
        let now = 0;
        const lanes = tasks.map(({ name }) => ({ name, spans: [] }));
        const threads = tasks.map(({ steps }, place) => ({ place, steps: steps.map(step => ({ ...step })), since: 0 }));
        for (;;) {
            const alive = threads.filter(thread => thread.steps.length > 0);
            if (alive.length === 0) {
                return lanes;
            }
            const computing = alive.filter(thread => thread.steps[0].compute).length;
            const pace = step => step.compute ? Math.min(1, processors / computing) : 1;
            const pause = Math.min(...alive.map(({ steps: [step] }) => step.ms / pace(step)));
            now += pause;
            for (const thread of alive) {
                const [step] = thread.steps;
                step.ms -= pause * pace(step);
                if (step.ms < NOTHING) {
                    const state = step.compute ? 'run' : 'wait';
                    lanes[thread.place].spans.push({ state, from: thread.since, to: now });
                    thread.steps.shift();
                    thread.since = now;
                }
            }
        }
    }

    /** What comes of a choice: the lanes of the timeline, and when each task is done, in order. */
    function simulate(choice) {
        // Only in a loop does it matter that a task blocks; elsewhere its thread is its own.
        const all = tasks({ ...choice, blocker: choice.model === 'asynchronous' ? choice.blocker : null });
        const lanes = MODELS[choice.model].run(all, choice);
        const ends = lanes.map(({ name, spans }) => ({ name, ms: spans.at(-1).to }));
        ends.sort((one, other) => one.ms - other.ms);
        return { lanes, ends, total: ends.at(-1).ms };
    }

    /** Puts the lab into its place. */
    function lab(place) {
        const count = range('Tasks', { min: 1, max: 12, value: 3 }, value => value);
        const share = range('Each waits', { min: 0, max: 100, step: 10, value: 80 }, value => `${value} % of its time`);
        const processors = range('Processors for the threads', { min: 1, max: 8, value: 2 }, value => value);
        const blocker = html('select', { id: 'lab-blocker' });
        const totals = {};
        const models = Object.entries(MODELS).map(([value, { name }]) => {
            totals[value] = html('span', { class: 'total' });
            const radio = html('input', { type: 'radio', name: 'lab-model', value, checked: value === 'asynchronous' });
            return html('label', {}, radio, ` ${name} `, totals[value]);
        });
        const result = html('div', { class: 'result' });
        const said = html('p', { role: 'status' });
        const form = html('form', { input: show, submit: event => event.preventDefault() },
            count.row, share.row, processors.row,
            html('p', {}, html('label', { for: 'lab-blocker' }, 'Blocks the loop while it waits'), blocker),
            html('fieldset', {}, html('legend', {}, 'Model, and when all are done'), ...models));
        place.replaceChildren(form, result, said);
        show();

        function show() {
            const names = ['none', ...NAMES.slice(0, count.value())];
            if (blocker.options.length !== names.length) {
                const chosen = Math.min(Math.max(blocker.selectedIndex, 0), names.length - 1);
                blocker.replaceChildren(...names.map((name, at) => html('option', { value: at - 1 }, name)));
                blocker.selectedIndex = chosen;
            }
            const choice = {
                count: count.value(), share: share.value(), processors: processors.value(),
                blocker: blocker.selectedIndex === 0 ? null : blocker.selectedIndex - 1,
            };
            const all = Object.keys(MODELS).map(model => [model, simulate({ ...choice, model })]);
            for (const [model, { total }] of all) {
                totals[model].textContent = time(total);
            }
            choice.blocker = null;
            const [model, { lanes, ends, total }] = all.find(([model]) =>
                form.querySelector(`[value="${model}"]`).checked);
            const done = ends.map(({ name, ms }) => `${name} ${time(ms)}`).join(', ');
            // The longest model sets the axis, so that the others can be seen to be shorter.
            const most = Math.max(...all.map(([, { total }]) => total));
            const words = `Done: ${done}.`;
            result.replaceChildren(timeline({ title: `The ${model} model`, words, total, most, lanes }));
            const sum = compute => time(tasks(choice).flatMap(task => task.steps)
                .reduce((sum, step) => step.compute === compute ? sum + step.ms : sum, 0));
            said.textContent = `All done after ${time(total)}. `
                + `Together they compute for ${sum(true)} and wait for ${sum(false)}.`;
        }
    }

    /** A labelled slider that shows its value. */
    function range(name, attributes, say) {
        const id = `lab-${name.split(' ')[0].toLowerCase()}`;
        const input = html('input', { type: 'range', id, ...attributes, input: show });
        const output = html('output', { for: id });
        show();
        return { row: html('p', {}, html('label', { for: id }, name), input, output), value: () => input.valueAsNumber };

        function show() {
            const words = String(say(input.valueAsNumber));
            output.textContent = words;
            input.setAttribute('aria-valuetext', words);
        }
    }
})();
