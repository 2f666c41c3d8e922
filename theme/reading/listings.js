'use strict';

/* global hljs */

// What a listing and a terminal can tell beyond what they show. All of it is in the page.

(function wholeFiles() {
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
        if (!data || !shown) {
            continue;
        }
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'whole-file';
        button.setAttribute('aria-pressed', 'false');
        button.textContent = 'Whole file';
        const part = Array.from(shown.childNodes);
        const language = shown.className;
        let whole = null;
        button.addEventListener('click', async () => {
            whole ??= highlighted(await text(data));
            const open = button.getAttribute('aria-pressed') === 'false';
            button.setAttribute('aria-pressed', String(open));
            shown.className = open ? 'language-rust hljs' : language;
            shown.replaceChildren(...(open ? whole : part));
        });
        listing.querySelector('figcaption > .caption').before(button);
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
