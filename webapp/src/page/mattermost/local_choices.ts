/**
 * What a member chose for this browser. Not among the host's preferences: those are kept by the server, and whether a
 * computer may show text outside the page is a matter of that computer.
 *
 * @packageDocumentation
 */
import {PLUGIN_ID} from './manifest';
import {Subject} from './observable';
import type {Observable} from './observable';

const REMINDS_AT = `${PLUGIN_ID}:reminds-of-backup-at`;
const SHOW_TEXT = `${PLUGIN_ID}:notifications-without-text`;

export interface LocalChoices {
    readonly showsTextInNotifications: Observable<boolean>;
    setShowsText(showsText: boolean): void;

    /** From when on a backup that was never checked may be spoken of in a channel; undefined before that was ever due. */
    readonly remindsAtMs: Observable<number | undefined>;
    setRemindsAt(timeMs: number): void;
}

export function localChoices(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): LocalChoices {
    const showsText = new Subject(read(storage, SHOW_TEXT) === undefined);
    const remindsAtMs = new Subject(timeOf(read(storage, REMINDS_AT)));
    return {
        showsTextInNotifications: showsText,
        setShowsText: (isShown) => {
            showsText.set(isShown);
            write(storage, SHOW_TEXT, isShown ? undefined : 'true');
        },
        remindsAtMs,
        setRemindsAt: (timeMs) => {
            remindsAtMs.set(timeMs);
            write(storage, REMINDS_AT, String(timeMs));
        },
    };
}

function read(storage: Pick<Storage, 'getItem'>, name: string): string | undefined {
    try {
        return storage.getItem(name) ?? undefined;
    } catch {
        return undefined;
    }
}

function write(storage: Pick<Storage, 'setItem' | 'removeItem'>, name: string, value: string | undefined): void {
    try {
        if (value === undefined) {
            storage.removeItem(name);
        } else {
            storage.setItem(name, value);
        }
    } catch {
        // A browser that keeps nothing forgets this choice too; it holds until the page is closed.
    }
}

function timeOf(text: string | undefined): number | undefined {
    const timeMs = Number(text);
    return text === undefined || !Number.isSafeInteger(timeMs) ? undefined : timeMs;
}
