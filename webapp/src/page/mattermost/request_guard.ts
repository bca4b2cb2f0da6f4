/**
 * The guard under the host's own requests: `fetch` and `XMLHttpRequest` are wrapped once per page, and each call is put
 * to whoever holds the slot.
 *
 * The wrapper outlives the plugin. After a disable it goes on asking the last instance; an updated bundle finds the slot and
 * takes it over, so there is no moment without a guard and never a second wrapper.
 *
 * @packageDocumentation
 */
import type {Decide, GuardSlot, Observe} from './guard_slot';
import {guardedFetch} from './guarded_fetch';
import {guardXhr} from './guarded_xhr';
import {PLUGIN_ID} from './manifest';

const SLOT = Symbol.for(`${PLUGIN_ID}.request-guard`);

interface GuardedWindow {
    fetch: typeof fetch;
    readonly XMLHttpRequest: typeof XMLHttpRequest;
    [SLOT]?: GuardSlot;
}

/** Puts `decide` in charge of every request of this page from now on. The first call wraps; a later one takes the slot over. */
export function takeRequestGuard(window: GuardedWindow, decide: Decide, observe: Observe): void {
    const slot = window[SLOT];
    if (slot !== undefined) {
        slot.decide = decide;
        slot.observe = observe;
        return;
    }
    const fresh: GuardSlot = {decide, observe};
    window.fetch = guardedFetch(window.fetch.bind(window), fresh);
    guardXhr(window.XMLHttpRequest, fresh);
    window[SLOT] = fresh;
}
