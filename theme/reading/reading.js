'use strict';

// What the page needs beyond mdBook's book.js, which has run. The text reads without any of it.

(function transcripts() {
    // highlight.js takes every line with a `$`, `#`, `%` or `>` near its start for a command. A transcript's
    // commands start with `$ `, and go on after `> ` while the line ends in a backslash.
    for (const code of document.querySelectorAll('code.language-console')) {
        const lines = code.textContent.split('\n');
        code.textContent = '';
        let continued = false;
        lines.forEach((line, number) => {
            if (number > 0) {
                code.append('\n');
            }
            if (!line.startsWith('$ ') && !continued) {
                code.append(line);
                return;
            }
            const prompt = line.match(continued ? /^(> )?/ : /^\$ /)[0];
            const typed = line.slice(prompt.length);
            code.append(span('prompt', prompt), span('typed', typed));
            continued = typed.endsWith('\\');
        });
    }

    function span(name, text) {
        const element = document.createElement('span');
        element.className = name;
        element.textContent = text;
        return element;
    }

    // The copy button asks this function of book.js. Of a transcript it copies what was typed, of changes
    // what they lead to.
    const whole = window.playground_text;
    window.playground_text = (block, hidden) => {
        const typed = Array.from(block.querySelectorAll('.language-console .typed'));
        if (typed.length > 0) {
            return typed.map(line => line.textContent + '\n').join('');
        }
        const text = whole(block, hidden);
        return block.querySelector('.language-diff')
            ? text.split('\n').filter(line => line[0] !== '-').map(line => line.slice(1)).join('\n')
            : text;
    };
})();

(function scrollers() {
    // Safari gives no focus to what scrolls, and without it no key scrolls it.
    const all = document.querySelectorAll('.content :is(pre > code, .table-wrapper, .figure)');
    new ResizeObserver(() => {
        for (const element of all) {
            if (element.scrollWidth > element.clientWidth) {
                element.tabIndex = 0;
            } else {
                element.removeAttribute('tabindex');
            }
        }
    }).observe(document.getElementById('mdbook-content'));
})();

(function taskLists() {
    // mdBook leaves the boxes without a name.
    for (const box of document.querySelectorAll('.content li input[type="checkbox"]:disabled')) {
        box.setAttribute('aria-label', box.closest('li').innerText.split('\n')[0].trim());
    }
})();

(function contents() {
    const button = document.getElementById('mdbook-sidebar-toggle');
    const checkbox = document.getElementById('mdbook-sidebar-toggle-anchor');
    const sidebar = document.getElementById('mdbook-sidebar');

    // The contents stand before the button in the order of focus, so go there when they open.
    button.addEventListener('click', () => {
        checkbox.click();
        if (checkbox.checked) {
            (sidebar.querySelector('a.active') || sidebar.querySelector('a'))?.focus();
        }
    });
    sidebar.addEventListener('keydown', event => {
        if (event.key === 'Escape' && checkbox.checked) {
            checkbox.click();
            button.focus();
        }
    });
})();

(function arrows() {
    // The left and right arrow turn the page, on the document; inside whatever scrolls or is played with them, not.
    const own = 'pre, figure, .table-wrapper, summary, [role="slider"], [role="tab"]';
    document.getElementById('mdbook-content').addEventListener('keydown', event => {
        if (/^Arrow(Left|Right)$/.test(event.key) && event.target.closest(own)) {
            event.stopPropagation();
        }
    });
})();
