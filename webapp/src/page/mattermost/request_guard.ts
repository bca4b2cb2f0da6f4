/**
 * The guard under the host's own requests: `fetch` and `XMLHttpRequest` are wrapped once per page, and each call is put
 * to whoever holds the slot.
 *
 * The wrapper outlives the plugin. After a disable it goes on asking the last instance; an updated bundle finds the slot and
 * takes it over, so there is no moment without a guard and never a second wrapper. What passes between an older wrapper and a
 * newer bundle is therefore kept small: {@link GuardedCall} and {@link GuardAnswer}. Should they ever have to change, what they are
 * now must go on being understood, since an open page keeps the wrapper it has.
 *
 * @packageDocumentation
 */
import {guardedFetch} from './guarded_fetch';
import {guardXhr} from './guarded_xhr';
import {PLUGIN_ID} from './manifest';

/** A call of the page, before anything was sent. */
export interface GuardedCall {
    readonly method: string;
    readonly url: string;

    /** As given to `fetch` or `send`; a `Request` object that has a body stands for itself, and must be cloned to be read. */
    readonly body: unknown;
}

export type GuardAnswer =
    | {readonly kind: 'pass'}

    /** Nothing is sent; the caller gets this. `json` is the body, already written. */
    | {readonly kind: 'answer'; readonly status: number; readonly json: string};

/** Never throws, never rejects. Answers without a promise wherever it can: at `beforeunload` no promise is kept. */
export type Decide = (call: GuardedCall) => GuardAnswer | Promise<GuardAnswer>;

/** Told what the server said to a call that passed. */
export type Observe = (call: GuardedCall, status: number) => void;

export interface GuardSlot {
    decide: Decide;
    observe: Observe;
}

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
