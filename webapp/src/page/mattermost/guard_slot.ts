/**
 * What passes between the wrappers of the page's requests and whoever decides about them. It is kept small, since an open page
 * keeps the wrapper it has: should this ever have to change, what it is now must go on being understood.
 *
 * @packageDocumentation
 */

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
