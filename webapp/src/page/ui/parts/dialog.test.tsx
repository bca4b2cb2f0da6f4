/** @jest-environment jsdom */
import {fireEvent, screen} from '@testing-library/react';

import {openDialogsInJsdom, pressEscape, renderUi} from '../../../../tests/support/render_ui';
import {Dialog, DialogBody} from './dialog';

beforeAll(openDialogsInJsdom);

function draw(options: {isBusy?: boolean; content?: string} = {}) {
    const onClose = jest.fn();
    const element = (
        <Dialog name="held" title="A question" isBusy={options.isBusy ?? false} onClose={onClose}>
            <DialogBody>{options.content ?? 'words'}</DialogBody>
        </Dialog>
    );
    return {onClose, element, ...renderUi(element)};
}

test('opens as a modal dialog named by its title', () => {
    draw();
    const dialog = screen.getByRole('dialog', {name: 'A question'});
    expect(dialog.getAttribute('aria-modal')).toBe('true');
    expect(dialog).toHaveProperty('open', true);
});

test('begins with its title, not with the button that closes it', () => {
    draw();
    expect(document.activeElement).toBe(screen.getByRole('heading', {name: 'A question'}));
});

test('Escape asks the owner to close and closes nothing by itself', () => {
    const {onClose} = draw();
    const cancel = pressEscape(screen.getByRole('dialog'));
    expect(onClose).toHaveBeenCalledTimes(1);
    expect(cancel.defaultPrevented).toBe(true);
});

test('while busy neither Escape nor the close button closes it', () => {
    const {onClose} = draw({isBusy: true});
    pressEscape(screen.getByRole('dialog'));
    fireEvent.click(screen.getByRole('button', {name: 'Close'}));
    expect(onClose).not.toHaveBeenCalled();
    expect(screen.getByRole('dialog').getAttribute('aria-busy')).toBe('true');
});

test('a browser that closed it without asking is answered: by closing, or by opening again while busy', () => {
    const free = draw();
    const dialog = screen.getByRole<HTMLDialogElement>('dialog');
    dialog.open = false;
    fireEvent(dialog, new Event('close'));
    expect(free.onClose).toHaveBeenCalledTimes(1);
    free.unmount();

    const busy = draw({isBusy: true});
    const busyDialog = screen.getByRole<HTMLDialogElement>('dialog');
    busyDialog.open = false;
    fireEvent(busyDialog, new Event('close'));
    expect(busy.onClose).not.toHaveBeenCalled();
    expect(busyDialog.open).toBe(true);
});

test('keys pressed inside never reach the host', () => {
    const onKeyDown = jest.fn();
    document.addEventListener('keydown', onKeyDown);
    draw();
    fireEvent.keyDown(screen.getByRole('heading'), {key: 'a'});
    document.removeEventListener('keydown', onKeyDown);
    expect(onKeyDown).not.toHaveBeenCalled();
});

test('is closed, not only removed, so that the browser gives focus back', () => {
    const close = jest.spyOn(HTMLDialogElement.prototype, 'close');
    const {unmount} = draw();
    expect(close).not.toHaveBeenCalled();
    unmount();
    expect(close).toHaveBeenCalledTimes(1);
    close.mockRestore();
});
