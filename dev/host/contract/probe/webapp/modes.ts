/** What a journey asks the probe to do, beyond watching. Set by the test as `window.probeModes`. */
export interface ProbeModes {
    /** The post hook replaces type, message and props. */
    mutate?: boolean;

    /** The post hook answers with an error for this text. */
    reject?: string;

    /** The next `POST /posts` never reaches the network. */
    failNextPost?: boolean;

    /** The next `POST /posts` is answered with 400. */
    refuseNextPost?: boolean;
}

declare global {
    interface Window {
        probeModes?: ProbeModes;
    }
}

export function modes(): ProbeModes {
    return window.probeModes ?? {};
}
