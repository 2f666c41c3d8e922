'use strict';

/* global drawing */

// What can be taken away from a figure: the drawing, the data, a line that says where they are from. All of it is in
// the page; nothing is asked for.

(function downloads() {
    const { html, svg } = drawing;

    for (const figure of document.querySelectorAll('.content .figure')) {
        const drawn = figure.querySelector('svg');
        const data = figure.querySelector('script.run');
        if (drawn && data) {
            const menu = download(figure, drawn, JSON.parse(data.textContent));
            const buttons = figure.querySelector('.player .buttons');
            if (buttons) {
                buttons.append(menu);
            } else {
                drawn.after(html('div', { class: 'player' }, html('div', { class: 'buttons' }, menu)));
            }
        }
    }

    /** The menu below a drawing; `run` is as crates/listings/src/played.rs describes it. */
    function download(figure, drawn, run) {
        const number = figure.querySelector('figcaption .number').textContent;
        const caption = figure.querySelector('figcaption .caption').textContent;
        const source = `${number} ${caption} ${run.credit}`;
        const copied = html('p', { class: 'source' }, source);
        const told = html('span', { role: 'status' });
        const menu = html('div', { class: 'menu' },
            html('button', { type: 'button', click: () => save('svg', 'image/svg+xml', picture()) }, 'Drawing (SVG)'),
            run.events || run.csv
                ? html('button', { type: 'button', click: () => save('csv', 'text/csv', table()) }, 'Data (CSV)') : null,
            html('button', { type: 'button', click: copy }, 'Copy the source line'), told, copied);
        return html('details', { class: 'download' }, html('summary', {}, 'Download'), menu);

        function picture() {
            const clone = drawn.cloneNode(true);
            clone.querySelector('.fig-playhead')?.remove();
            for (const part of clone.querySelectorAll('.fig-faint, .fig-now-said')) {
                part.classList.remove('fig-faint', 'fig-now-said');
            }
            clone.prepend(svg('metadata', {}, source));
            return new XMLSerializer().serializeToString(clone) + '\n';
        }

        function table() {
            if (run.csv) {
                return `# ${source}\n${run.csv}`;
            }
            const quoted = value => /[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value ?? '';
            const rows = drawing.events(run).map(([us, task, event, thread, line, file, on, what]) =>
                [us, run.threads[thread], run.tasks[task], event, on, what, run.files[file], line]);
            const head = ['microseconds', 'thread', 'task', 'event', 'on', 'what', 'file', 'line'];
            const lines = [head, ...rows].map(row => row.map(quoted).join(','));
            return [`# ${source}`, `# ${run.recorded}`, ...lines, ''].join('\n');
        }

        function save(ending, type, text) {
            const href = URL.createObjectURL(new Blob([text], { type }));
            html('a', { href, download: `${figure.id}.${ending}` }).click();
            setTimeout(() => URL.revokeObjectURL(href), 10_000);
        }

        /** Where the browser lets nobody copy, the line is selected. */
        async function copy() {
            try {
                await navigator.clipboard.writeText(source);
                told.textContent = 'Copied.';
            } catch {
                getSelection().selectAllChildren(copied);
                told.textContent = 'Selected.';
            }
        }
    }
})();
