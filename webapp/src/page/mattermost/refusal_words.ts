/**
 * What a member is told when the guard refuses: the host shows it where it shows the server's own errors.
 *
 * @packageDocumentation
 */
import type {FailureCode} from '../../lib/errors';
import type {UnsupportedFeature, Words} from '../ui';

/** `path` below `/api/v4`: it tells what was tried. */
export function refusalWords(words: Words, code: FailureCode, path: string): string {
    const feature = code === 'not_supported_here' ? featureOf(path) : undefined;
    return feature === undefined ? words.refusal({code}) : words.unsupported(feature);
}

function featureOf(path: string): UnsupportedFeature | undefined {
    if (path.startsWith('/posts/schedule')) {
        return 'schedule';
    }
    if (/^\/posts\/[^/]+(?:\/patch|\/restore\/.+)?$/.test(path)) {
        return 'edit';
    }
    switch (path) {
        case '/files':
        case '/uploads':
            return 'file';
        case '/commands/execute':
            return 'command';
        default:
            return undefined;
    }
}
