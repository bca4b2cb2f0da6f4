import {createElement, isValidElement} from 'react';
import type {ElementType, ReactNode} from 'react';

function isPlainObject(value: unknown): value is Record<string, unknown> {
    if (typeof value !== 'object' || value === null) {
        return false;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
}

/** Registry methods take their arguments in order, or as one object that has no other keys than these. */
export function namedArguments(names: readonly string[], args: readonly unknown[]): Record<string, unknown> {
    const [only] = args;
    if (args.length === 1 && isPlainObject(only) && Object.keys(only).every((key) => names.includes(key))) {
        return only;
    }
    return Object.fromEntries(names.map((name, index) => [name, args[index]]));
}

/** A component given where an element is wanted is turned into one. */
export function asElement(value: unknown): ReactNode {
    const isComponent = typeof value === 'function' || (typeof value === 'object' && value !== null && '$$typeof' in value);
    return isComponent && !isValidElement(value) ? createElement(value as ElementType) : (value as ReactNode);
}
