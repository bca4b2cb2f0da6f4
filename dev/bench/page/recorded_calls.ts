import type {TestContext} from 'node:test';

const METHODS = [
    'generateKey',
    'encrypt',
    'decrypt',
    'exportKey',
    'importKey',
    'digest',
    'sign',
    'verify',
    'deriveBits',
    'deriveKey',
    'wrapKey',
    'unwrapKey',
] as const;

/** For tests: the methods of WebCrypto that are called from now on, in order. */
export function recordCalls(context: TestContext): string[] {
    const called: string[] = [];
    for (const method of METHODS) {
        // Called with its object below.
        // eslint-disable-next-line @typescript-eslint/unbound-method
        const original = crypto.subtle[method] as (...parameters: unknown[]) => unknown;
        context.mock.method(crypto.subtle, method, (...parameters: unknown[]) => {
            called.push(method);
            return original.apply(crypto.subtle, parameters);
        });
    }
    return called;
}

/** Of calls as a scheme lists them: a method, and for what. */
export function methodsOf(calls: readonly string[]): readonly string[] {
    return calls.map((call) => call.split(' ')[0] ?? '');
}
