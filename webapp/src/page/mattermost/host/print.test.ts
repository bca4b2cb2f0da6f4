/**
 * @jest-environment jsdom
 */
import {printSheet} from './print';

const SHEET = {title: 'Recovery code', rows: [{name: 'Server', value: '<img src=x>'}], code: 'ABCDE-FGHJK', note: 'Keep it.'};

function frame(): HTMLIFrameElement | null {
    return document.querySelector('iframe[data-testid=e2ee-sheet]');
}

/** jsdom prints nothing, and says so. */
function silencePrinting(): void {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
}

it('prints one page with text only, and takes it away afterwards', () => {
    silencePrinting();
    printSheet(SHEET);
    const page = frame()?.contentDocument;
    expect(page?.querySelector('h1')?.textContent).toBe('Recovery code');
    expect(page?.querySelector('dd')?.textContent).toBe('<img src=x>');
    expect(page?.querySelector('img')).toBeNull();
    expect(page?.querySelector('.code')?.textContent).toBe('ABCDE-FGHJK');
    frame()?.contentWindow?.dispatchEvent(new Event('afterprint'));
    expect(frame()).toBeNull();
});

it('the code does not stay where a browser never says that it printed', () => {
    jest.useFakeTimers();
    silencePrinting();
    printSheet(SHEET);
    expect(frame()).not.toBeNull();
    jest.advanceTimersByTime(60_000);
    expect(frame()).toBeNull();
    jest.useRealTimers();
});
