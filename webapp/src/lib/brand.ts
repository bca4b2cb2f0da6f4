/**
 * Types that differ only in what was proved about a value, or in what it is for.
 *
 * Two strings or two byte strings of the same shape can't be swapped by accident once they are branded. A brand exists
 * at compile time only; the one place that may add it is the function that checks the claim.
 */
declare const brand: unique symbol;

export type Brand<Value, Name extends string> = Value & {readonly [brand]: Readonly<Record<Name, true>>};
