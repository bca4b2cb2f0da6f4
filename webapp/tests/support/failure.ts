import type {FailureCode} from '../../src/lib/errors';

/** For `toThrow`: a failure with this code, whatever caused it. */
export function failure(code: FailureCode): Error {
    return expect.objectContaining({code}) as Error;
}
