'use strict';

/* global drawing */

// A prediction with choices: the reader picks one, and the answer unfolds. Without this script the choices are a part
// of the question. Nothing is kept of what was picked.

(function predictions() {
    const { html } = drawing;

    for (const details of document.querySelectorAll('.content details.prediction:has(> summary > .choices)')) {
        ask(details);
    }

    function ask(details) {
        const summary = details.querySelector('summary');
        const choices = summary.querySelector('.choices');
        const right = details.querySelector('.right-choice').textContent;
        choices.remove();
        const question = html('p', { class: 'question' }, ...summary.childNodes);
        summary.textContent = 'The answer';
        const told = html('p', { role: 'status' });
        const buttons = Array.from(choices.querySelectorAll('.choice'), choice =>
            html('button', { type: 'button', 'aria-pressed': 'false', click: pick }, ...choice.childNodes));
        const all = html('div', { class: 'prediction asked', role: 'group', 'aria-label': 'Prediction' },
            question, html('ul', { class: 'choices' }, ...buttons.map(button => html('li', {}, button))), told);
        details.replaceWith(all);
        all.append(details);

        function pick({ currentTarget: picked }) {
            for (const button of buttons) {
                button.setAttribute('aria-pressed', button === picked);
            }
            const letter = picked.querySelector('b').textContent;
            told.textContent = letter === right ? `✓ Yes: ${letter}` : `✗ No: the answer is ${right}`;
            details.open = true;
        }
    }
})();
