/**
 * What a member chose for this browser. Not among the host's preferences: those are kept by the server, and whether a
 * computer may show text outside the page is a matter of that computer.
 *
 * @packageDocumentation
 */
import {PLUGIN_ID} from './manifest';
import {Subject} from './observable';
import type {Observable} from './observable';

const SHOW_TEXT = `${PLUGIN_ID}:notifications-without-text`;

export interface LocalChoices {
    readonly showsTextInNotifications: Observable<boolean>;
    setShowsText(showsText: boolean): void;
}

export function localChoices(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): LocalChoices {
    const showsText = new Subject(read(storage));
    return {
        showsTextInNotifications: showsText,
        setShowsText: (isShown) => {
            showsText.set(isShown);
            try {
                if (isShown) {
                    storage.removeItem(SHOW_TEXT);
                } else {
                    storage.setItem(SHOW_TEXT, 'true');
                }
            } catch {
                // A browser that keeps nothing forgets this choice too; it holds until the page is closed.
            }
        },
    };
}

function read(storage: Pick<Storage, 'getItem'>): boolean {
    try {
        return storage.getItem(SHOW_TEXT) === null;
    } catch {
        return true;
    }
}
