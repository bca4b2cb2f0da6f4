/**
 * Renders components of `page/ui` as the host does: inside an `IntlProvider`, here with our own words only.
 * A message that is missing or can't be formatted fails the test.
 */
import {act, fireEvent, render} from '@testing-library/react';
import type {RenderResult} from '@testing-library/react';
import type {ReactElement, ReactNode} from 'react';
import {IntlProvider} from 'react-intl';

import en from '../../src/i18n/en.json';

function Host({children}: {readonly children: ReactNode}) {
    return (
        <IntlProvider locale="en" messages={en} timeZone="UTC" onError={raise}>
            {children}
        </IntlProvider>
    );
}

function raise(error: unknown): never {
    throw error;
}

export function renderUi(element: ReactElement): RenderResult {
    return render(element, {wrapper: Host});
}

/** jsdom knows `<dialog>` but not how to open it. */
export function openDialogsInJsdom(): void {
    HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
        this.open = true;
    };
    HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
        this.open = false;
    };
}

/** What Escape does to an open modal dialog: the browser asks by a `cancel` event that can be refused. */
export function pressEscape(dialog: HTMLElement): Event {
    const cancel = new Event('cancel', {cancelable: true});
    dialog.dispatchEvent(cancel);
    return cancel;
}

/** Clicks, and waits for what the click's promise changes on the page. */
export async function clickAndSettle(element: HTMLElement): Promise<void> {
    fireEvent.click(element);
    await act(() => Promise.resolve());
}
