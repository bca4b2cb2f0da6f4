/**
 * One page on paper, from a frame of its own: the host's page has rules for printing, and more on it than belongs on the sheet.
 *
 * @packageDocumentation
 */
import type {PrintedSheet} from '../../ui';

/** The sheet has a recovery code on it: it goes when it is printed, and after this time in any case. */
const LONGEST_MS = 60_000;

const LOOKS = `
    @page { margin: 20mm; }
    body { color: #000; background: #fff; font: 14px/1.5 sans-serif; }
    h1 { margin: 0 0 24px; font-size: 22px; }
    dl { display: grid; margin: 0 0 24px; gap: 4px 16px; grid-template-columns: auto 1fr; }
    dt { font-weight: 600; }
    dd { margin: 0; overflow-wrap: anywhere; }
    .code { padding: 16px; border: 1px solid #000; margin: 0 0 24px; font: 600 20px/1.6 monospace; letter-spacing: 0.04em; text-align: center; }
`;

export function printSheet(sheet: PrintedSheet): void {
    const frame = document.createElement('iframe');
    frame.setAttribute('aria-hidden', 'true');
    frame.dataset['testid'] = 'e2ee-sheet';
    frame.style.cssText = 'position: fixed; width: 0; height: 0; border: 0;';
    document.body.append(frame);
    const printed = frame.contentWindow;
    if (printed === null) {
        frame.remove();
        return;
    }
    draw(printed.document, sheet);
    const remove = (): void => frame.remove();
    printed.addEventListener('afterprint', remove);
    setTimeout(remove, LONGEST_MS);
    printed.focus();
    printed.print();
}

/** Element by element: nothing on the sheet is ever read as markup. */
function draw(page: Document, {title, rows, code, note}: PrintedSheet): void {
    page.title = title;
    const style = page.createElement('style');
    style.textContent = LOOKS;
    page.head.append(style);
    const list = element(page, 'dl', '');
    for (const {name, value} of rows) {
        list.append(element(page, 'dt', name), element(page, 'dd', value));
    }
    const codeBox = element(page, 'p', code);
    codeBox.className = 'code';
    page.body.append(element(page, 'h1', title), list, codeBox, element(page, 'p', note));
}

function element(page: Document, name: string, text: string): HTMLElement {
    const made = page.createElement(name);
    made.textContent = text;
    return made;
}
