/**
 * The one dialog all others are made of: the browser's own `<dialog>`, opened modally, so that the rest of the page is
 * inert, focus stays inside and goes back where it was, without a line of ours.
 *
 * @packageDocumentation
 */
import {useEffect, useId, useLayoutEffect, useRef} from 'react';
import type {KeyboardEvent, ReactNode, SyntheticEvent} from 'react';

import {useSay} from '../words/messages';
import {Glyph} from './glyph';

export interface DialogProps {
    /** Which dialog it is, for tests: `data-dialog`. */
    readonly name: 'channel' | 'set_up' | 'backup' | 'held' | 'safety_number' | 'unacknowledged' | 'forget';
    readonly title: string;
    readonly icon?: ReactNode;

    /** While busy it can't be closed. */
    readonly isBusy?: boolean;
    readonly onClose: () => void;
    readonly children: ReactNode;
}

/** The field to type into, or the title, which a screen reader then reads; never the close button, the browser's choice. */
function focusFirst(dialog: HTMLDialogElement): void {
    const field = dialog.querySelector<HTMLElement>('[data-focus-first]');
    (field ?? dialog.querySelector('h2'))?.focus();
}

export function Dialog({name, title, icon, isBusy = false, onClose, children}: DialogProps) {
    const say = useSay();
    const titleId = useId();
    const element = useRef<HTMLDialogElement>(null);

    useLayoutEffect(() => {
        const dialog = element.current;
        if (dialog) {
            dialog.showModal();
            focusFirst(dialog);
        }

        // Only close() gives focus back; a dialog that is merely removed leaves it on the body.
        return () => dialog?.close();
    }, []);

    // A step that replaces another takes the focused button with it, and focus would fall out of the dialog, unheard.
    useEffect(() => {
        const dialog = element.current;
        if (dialog && !dialog.contains(dialog.ownerDocument.activeElement)) {
            focusFirst(dialog);
        }
    });

    const onCancel = (event: SyntheticEvent<HTMLDialogElement>) => {
        // A file that isn't chosen after all sends the same event from its field.
        if (event.target !== event.currentTarget) {
            return;
        }
        event.preventDefault();
        if (!isBusy) {
            onClose();
        }
    };

    // Chromium lets a second Escape in a row close the dialog without asking (its "close watcher").
    const onClosedByBrowser = (event: SyntheticEvent<HTMLDialogElement>) => {
        const dialog = event.currentTarget;
        if (event.target !== dialog || dialog.open || !dialog.isConnected) {
            return;
        }
        if (isBusy) {
            dialog.showModal();
        } else {
            onClose();
        }
    };

    // The host listens for keys on the document: Escape would close its right-hand side as well, and letters jump to its composer.
    const keepFromHost = (event: KeyboardEvent) => event.stopPropagation();

    return (
        <dialog
            ref={element}
            className="e2ee-dialog"
            data-testid="e2ee-dialog"
            data-dialog={name}
            aria-modal="true"
            aria-labelledby={titleId}
            aria-busy={isBusy}
            onCancel={onCancel}
            onClose={onClosedByBrowser}
            onKeyDown={keepFromHost}
            onKeyUp={keepFromHost}
        >
            <div className="e2ee-dialog__frame">
                <header className="e2ee-dialog__header">
                    {icon}
                    <h2 id={titleId} className="e2ee-dialog__title" tabIndex={-1}>
                        {title}
                    </h2>
                    <button
                        type="button"
                        className="e2ee-dialog__close"
                        aria-label={say('e2ee.common.close')}
                        disabled={isBusy}
                        onClick={onClose}
                    >
                        <Glyph name="close" size={20} />
                    </button>
                </header>
                {children}
            </div>
        </dialog>
    );
}

/** The part that scrolls. */
export function DialogBody({children}: {readonly children: ReactNode}) {
    return <div className="e2ee-dialog__body">{children}</div>;
}

/** Buttons, the main one last; always in sight. */
export function DialogFooter({children}: {readonly children: ReactNode}) {
    return <footer className="e2ee-dialog__footer">{children}</footer>;
}
