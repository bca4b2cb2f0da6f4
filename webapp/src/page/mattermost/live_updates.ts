/**
 * What the socket tells: who came and went, whose keys changed, which channel was switched.
 *
 * The host doesn't replay events that were missed, so a reconnect asks for everything again. After an update of the plugin the
 * old handlers live on until they are overwritten (docs/platform-notes.md §1.5); `isRetired` makes them do nothing.
 *
 * @packageDocumentation
 */
import type {Vault} from '../../vault/api';
import type {CurrentAccount} from './account';
import type {ChannelPeople} from './channel_people';
import type {ChannelStates} from './channel_states';
import type {ListedUser} from './host/api';
import type {PluginRegistry, SocketMessage} from './host/registry';
import {PLUGIN_ID} from './manifest';
import type {Members} from './members';
import type {Openings} from './openings';
import type {ServerSettings} from './server_settings';

export interface LiveParts {
    readonly registry: Pick<PluginRegistry, 'registerWebSocketEventHandler' | 'registerReconnectHandler'>;
    readonly vault: Pick<Vault, 'own'>;
    readonly account: CurrentAccount;
    readonly states: ChannelStates;
    readonly members: Members;
    readonly people: ChannelPeople;
    readonly openings: Openings;
    readonly settings: ServerSettings;
    readonly isRetired: () => boolean;
}

export function registerLiveUpdates(parts: LiveParts): void {
    const {account, states, members, people, openings, settings} = parts;

    const on = (event: string, handle: (message: SocketMessage) => void): void => {
        parts.registry.registerWebSocketEventHandler(event, (message) => {
            if (!parts.isRetired()) {
                handle(message);
            }
        });
    };
    const membersChanged = (channelId: string | undefined): void => {
        if (channelId !== undefined) {
            members.changed(channelId);
            people.renewSoon(channelId);
        }
    };

    /** The key may have been renewed in another browser meanwhile. A server half that isn't back yet is no news of it. */
    const lookAtOwn = async (): Promise<void> => {
        const result = await parts.vault.own();
        if (result.kind === 'own') {
            account.own.set(result.own);
        }
    };
    const everybodyMayHaveChanged = (): void => {
        members.forgetAll();
        people.renewAllSoon();
    };

    on(`custom_${PLUGIN_ID}_policy_changed`, ({data}) => {
        const channelId = text(data['channel_id']);
        if (channelId !== undefined) {
            void states.news(channelId);
        }
    });
    on(`custom_${PLUGIN_ID}_identity_changed`, ({data}) => {
        const userId = text(data['user_id']);
        if (userId === account.userId) {
            // Whoever follows the own state looks at all people and posts again.
            void parts.vault.own().then((result) => account.own.set(result.kind === 'failed' ? result : result.own));
        } else if (userId !== undefined) {
            people.personChanged(userId);
            openings.retryOf(userId);
        }
    });
    on('user_added', ({data, broadcast}) => {
        const channelId = text(broadcast?.channel_id);
        membersChanged(channelId);
        if (channelId !== undefined && text(data['user_id']) === account.userId) {
            void states.resolve(channelId);
        }
    });
    on('user_removed', ({data, broadcast}) => {
        // To those who stay the channel is named by the broadcast, to the one who went by the data.
        const channelId = text(broadcast?.channel_id) ?? text(data['channel_id']);
        const userId = text(data['user_id']) ?? text(broadcast?.user_id);
        if (channelId !== undefined && userId !== undefined) {
            members.left(channelId, userId);
            people.renewSoon(channelId);
        }
    });
    for (const event of ['direct_added', 'group_added', 'channel_created', 'channel_restored', 'channel_converted']) {
        on(event, ({data, broadcast}) => {
            const channelId = text(data['channel_id']) ?? text(broadcast?.channel_id);
            if (channelId !== undefined) {
                void states.resolve(channelId);
            }
        });
    }
    on('user_updated', ({data}) => {
        const user = listedUser(data['user']);
        if (user === undefined) {
            everybodyMayHaveChanged();
        } else {
            members.updated(user).forEach((channelId) => people.renewSoon(channelId));
        }
    });
    for (const event of ['user_activation_status_change', 'guests_deactivated', 'user_role_updated']) {
        on(event, everybodyMayHaveChanged);
    }
    parts.registry.registerReconnectHandler(() => {
        if (!parts.isRetired()) {
            settings.forget();
            settings.prefetch();
            everybodyMayHaveChanged();
            void account
                .refresh()
                .then(lookAtOwn)
                .then(() => openings.retry());
        }
    });
}

function text(value: unknown): string | undefined {
    return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A profile in an event leaves out what it may not tell; without the fields that we count by it is no use. */
function listedUser(value: unknown): ListedUser | undefined {
    if (typeof value !== 'object' || value === null || !('id' in value) || !('username' in value) || !('delete_at' in value)) {
        return undefined;
    }
    const {id, username, delete_at: deletedAt} = value;
    return typeof id === 'string' && typeof username === 'string' && typeof deletedAt === 'number' ? (value as ListedUser) : undefined;
}
