/** For how many it is measured how things grow. */
export const GROWING_MEMBERS = [2, 10, 50, 100, 250, 500, 1000, 2000] as const;
export const GROWING_POSTS = [60, 125, 250, 500, 1000] as const;
export const GROWING_PINS = [1, 10, 100, 1000, 10_000] as const;
