'use strict';

/* global hljs, playground_text */

// What a listing and a terminal can tell beyond what they show. All of it is in the page.

(function views() {
    // The text of a file stands in the page once, with the first listing that shows a part of it.
    const texts = new Map();
    for (const data of document.querySelectorAll('.listing > script.whole')) {
        if (data.type === 'application/json' || 'DecompressionStream' in window) {
            texts.set(data.parentElement.dataset.file, data);
        }
    }
    for (const listing of document.querySelectorAll('.listing')) {
        const data = texts.get(listing.dataset.file);
        const shown = listing.querySelector('code[class*="language-"]');
        if (!shown) {
            continue;
        }
        const part = Array.from(shown.childNodes);
        const language = shown.className;
        let [whole, plain] = [null, null];
        const file = data && button('whole-file', 'Whole file', false, async () => {
            whole ??= highlighted(await text(data));
            show(press(file) ? whole : null);
        });
        const changes = shown.matches('.language-diff') && button('changes', 'Changes', true, () => {
            file?.setAttribute('aria-pressed', 'false');
            show(null);
            plain ??= highlighted(playground_text(shown.parentElement, false));
            press(changes);
            show(null);
        });
        const views = document.createElement('span');
        views.className = 'views';
        views.append(...[changes, file].filter(Boolean));
        listing.querySelector('figcaption > .caption').before(views);

        /** The whole file, or else the part of it, with the changes or without. */
        function show(nodes) {
            nodes ??= changes && changes.getAttribute('aria-pressed') === 'false' ? plain : part;
            shown.className = nodes === part ? language : 'language-rust hljs';
            shown.replaceChildren(...nodes);
        }
    }

    function button(name, words, pressed, click) {
        const made = document.createElement('button');
        made.type = 'button';
        made.className = `view ${name}`;
        made.setAttribute('aria-pressed', pressed);
        made.textContent = words;
        made.addEventListener('click', click);
        return made;
    }

    /** Presses a button, or lets it go; whether it is pressed then. */
    function press(button) {
        const pressed = button.getAttribute('aria-pressed') === 'false';
        button.setAttribute('aria-pressed', pressed);
        return pressed;
    }

    /** The text of a file; a long one is deflated, and in base 64. */
    async function text({ type, textContent }) {
        if (type === 'application/json') {
            return JSON.parse(textContent);
        }
        const bytes = Uint8Array.from(atob(textContent), byte => byte.charCodeAt(0));
        return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).text();
    }

    /** The nodes of a Rust file in colours; without the highlighter, its text. */
    function highlighted(text) {
        const code = document.createElement('code');
        code.className = 'language-rust';
        code.textContent = text;
        if (typeof hljs !== 'undefined') {
            hljs.highlightBlock(code);
        }
        return Array.from(code.childNodes);
    }
})();

(function recordings() {
    // `console,recorded=2026-11-22,rustc=1.95.0` says when a transcript was recorded, and with what.
    for (const code of document.querySelectorAll('code.language-console')) {
        const word = name => Array.from(code.classList)
            .find(one => one.startsWith(`${name}=`))?.slice(name.length + 1);
        if (word('recorded')) {
            const line = document.createElement('div');
            line.className = 'recorded';
            line.textContent = `recorded with rustc ${word('rustc')}, ${word('recorded')}`;
            code.closest('pre').append(line);
        }
    }
})();
