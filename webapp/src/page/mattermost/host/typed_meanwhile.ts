/**
 * What a member types between Enter and the moment in which the host empties the box. Sealing makes that moment long enough to
 * type in, and the host empties the whole box (docs/platform-notes.md §2.1).
 *
 * @packageDocumentation
 */
import {boxOf, typeInto} from './composers';
import type {Place} from './composers';
import type {HostStore} from './state';

const LOOK_EVERY_MS = 20;
const GIVE_UP_AFTER_MS = 3000;

/** Runs `seal`; what was typed meanwhile comes back once the host has emptied the box. A post that isn't sent leaves the box as it is. */
export async function keepingTyped<Sealed>(
    store: HostStore,
    place: Place,
    seal: () => Promise<Sealed | undefined>,
): Promise<Sealed | undefined> {
    const before = textIn(store, place);
    const sealed = await seal();
    const after = textIn(store, place);
    if (sealed !== undefined && before !== undefined && after !== undefined && after !== before) {
        bringBack(store, place, {whole: after, added: after.startsWith(before) ? after.slice(before.length) : after});
    }
    return sealed;
}

function bringBack(store: HostStore, place: Place, typed: {readonly whole: string; readonly added: string}): void {
    const giveUpAtMs = Date.now() + GIVE_UP_AFTER_MS;
    const timer = setInterval(() => {
        const box = boxOf(store.getState(), place);
        const isEmptied = box !== undefined && !box.value.startsWith(typed.whole);
        if (isEmptied) {
            typeInto(box, typed.added + box.value);
        }
        if (isEmptied || Date.now() > giveUpAtMs) {
            clearInterval(timer);
        }
    }, LOOK_EVERY_MS);
}

function textIn(store: HostStore, place: Place): string | undefined {
    return boxOf(store.getState(), place)?.value;
}
