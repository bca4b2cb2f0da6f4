/**
 * Bots that may post clear text into encrypted channels: those that the admin lists, and our own, which says who switched.
 *
 * @packageDocumentation
 */
import type {UserProfile} from '@mattermost/types/users';

/** Made by the server half (docs/server-api.md). */
const OWN_BOT = 'e2ee';

/** Username of such a bot; undefined for everybody else, people of the same name included. */
export function exemptBot(user: UserProfile | undefined, listed: readonly string[]): string | undefined {
    if (user?.is_bot !== true) {
        return undefined;
    }
    return user.username === OWN_BOT || listed.includes(user.username) ? user.username : undefined;
}
