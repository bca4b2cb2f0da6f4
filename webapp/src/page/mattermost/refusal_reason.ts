import type {RefusalReason} from '../ui';

/** Why the server half doesn't allow a switch (server-api.md). A word that this version doesn't know is still a refusal. */
export function refusalReason(word: string): RefusalReason | undefined {
    switch (word) {
        case '':
            return undefined;
        case 'public_channel':
        case 'has_guests':
        case 'too_large':
        case 'shared_channel':
        case 'too_often':
            return word;
        default:
            return 'not_permitted';
    }
}
